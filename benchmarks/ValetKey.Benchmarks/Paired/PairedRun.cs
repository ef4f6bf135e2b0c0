using System.Globalization;
using System.Text;
using ValetKey.Benchmarks.Subjects;

namespace ValetKey.Benchmarks.Paired;

/// <summary>Every pair, as a table, and whether the limits hold.</summary>
internal static class PairedRun
{
    private static readonly CompositeFormat Row = CompositeFormat.Parse("{0,-26} {1,9:0} {2,10:0} {3,8:0.00} {4,14} {5,8} {6,8}");

    public static bool Run(TextWriter output, string part)
    {
        List<string> breaches = [];
        Write(output, "", "ns", "measure ns", "ratio", "quartiles", "bytes", "beyond");
        foreach (Pair pair in Pairs.Create().Where(pair => pair.Name.Contains(part, StringComparison.Ordinal)))
        {
            Measurement measured = PairRunner.Measure(pair);
            string spread = string.Create(CultureInfo.InvariantCulture, $"{measured.Ratio.Lower:0.00}-{measured.Ratio.Upper:0.00}");
            Write(output, pair.Name, measured.Subject, measured.Reference, measured.Ratio.Median, spread,
                measured.SubjectBytes, measured.BytesBeyond);
            breaches.AddRange(measured.Breaches());
        }

        output.WriteLine();
        output.WriteLine(Scaling.Measure("local", Issuers.Local));
        output.WriteLine(Scaling.Measure("S3", Issuers.S3));
        output.WriteLine(Scaling.Measure("Cloud Storage (RSA)", Issuers.Gcs, keysPerThread: 400));
        output.WriteLine(breaches.Count == 0 ? "All limits hold." : "Limits exceeded:");
        breaches.ForEach(output.WriteLine);
        return breaches.Count == 0;
    }

    private static void Write(TextWriter output, params object[] cells) =>
        output.WriteLine(string.Format(CultureInfo.InvariantCulture, Row, cells).TrimEnd());
}
