namespace ValetKey.Testing;

/// <summary>Lengths of uploads: a byte over, a byte under, none, and bodies that do not say how long they are.</summary>
internal static class LengthSamples
{
    public static ConstraintSample Exact { get; } = Sample(LengthRange.Exactly(20), 20, 19, 21, 0);

    public static ConstraintSample Range { get; } = Sample(LengthRange.Between(10, 30), 10, 9, 31, 0);

    private static ConstraintSample Sample(LengthRange range, int proper, params int[] others) => new(new KeyConstraints { ContentLength = range })
    {
        Upload = new Upload(Bytes(proper)),
        Violations =
        [
            .. others.Select(length => ($"{length} bytes", (Func<RawRequest, RawRequest>)(request => request.WithBody(Bytes(length))))),
            ($"{range.Maximum + 1} bytes, chunked", request => request.WithBody(Bytes((int)range.Maximum + 1)) with { IsChunked = true }),
        ],
    };

    private static byte[] Bytes(int length) => [.. Enumerable.Repeat((byte)'b', length)];
}
