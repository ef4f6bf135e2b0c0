using ValetKey.Client.Application;
using ValetKey.Client.Transfer;

namespace ValetKey.Client.Uploads;

/// <summary>Which bytes each part of an upload has.</summary>
internal sealed class PartPlan(UploadDocument upload)
{
    public int Count => upload.PartCount;

    public long PartLength => Count == 1 ? upload.Length : upload.PartLength;

    public long OffsetOf(int number) => (number - 1) * PartLength;

    public long LengthOf(int number) => Math.Min(PartLength, upload.Length - OffsetOf(number));

    /// <summary>The numbers of the parts that are not there as they should be.</summary>
    public IReadOnlyList<int> MissingOf(IReadOnlyList<ReceivedPartDocument> received, ProgressMeter meter)
    {
        HashSet<int> there = [];
        foreach (ReceivedPartDocument part in received)
        {
            if (part.Number >= 1 && part.Number <= Count && part.Length == LengthOf(part.Number))
            {
                there.Add(part.Number);
                meter.Set(part.Number, part.Length);
            }
        }

        return [.. Enumerable.Range(1, Count).Where(number => !there.Contains(number))];
    }

    /// <summary>Whether a request is for the part as it should be.</summary>
    public bool Fits(PartRequestDocument request) => request.Number >= 1 && request.Number <= Count
        && request.Offset == OffsetOf(request.Number) && request.Length == LengthOf(request.Number);
}
