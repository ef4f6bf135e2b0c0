using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace ValetKey.AspNetCore.Uppy;

/// <summary>
/// The same answers as S3 has them (API Reference: CreateMultipartUpload, ListParts, CompleteMultipartUpload), since Uppy reads those with
/// <c>signRequest</c>, whoever it was sent to.
/// </summary>
internal static class UppyXml
{
    public const string ContentType = "application/xml";

    private static readonly XNamespace S3 = "http://s3.amazonaws.com/doc/2006-03-01/";

    private static readonly XmlWriterSettings Utf8 = new() { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) };

    public static byte[] Of(UppyUploadDocument upload) =>
        Write("InitiateMultipartUploadResult", Element("Key", upload.Key), Element("UploadId", upload.UploadId));

    public static byte[] Of(string uploadId, IReadOnlyList<UppyPartDocument> parts) => Write(
        "ListPartsResult",
        [
            Element("UploadId", uploadId),
            .. parts.Select(part => new XElement(
                S3 + "Part",
                Element("PartNumber", part.Number.ToString(CultureInfo.InvariantCulture)),
                Element("ETag", part.Revision),
                Element("Size", part.Length.ToString(CultureInfo.InvariantCulture)))),
        ]);

    /// <param name="done">The upload.</param>
    /// <param name="location">Where it is asked about: Uppy takes no answer without a location.</param>
    public static byte[] Of(UppyDoneDocument done, string location) =>
        Write("CompleteMultipartUploadResult", Element("Location", location), Element("Key", done.Key));

    private static XElement Element(string name, string text) => new(S3 + name, text);

    private static byte[] Write(string name, params XElement[] content)
    {
        using MemoryStream written = new();
        using (XmlWriter writer = XmlWriter.Create(written, Utf8))
        {
            new XElement(S3 + name, content).WriteTo(writer);
        }

        return written.ToArray();
    }
}
