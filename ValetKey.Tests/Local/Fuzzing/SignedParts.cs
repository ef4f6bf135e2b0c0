using System.Text;

namespace ValetKey.Tests.Local.Fuzzing;

/// <summary>What the keys of some requests sign, told from their text: the path and the key that a request must bear byte for byte.</summary>
internal sealed class SignedParts
{
    private const string Mark = "&sig=";
    private const int SignatureCharacters = 43;

    private readonly Dictionary<string, string> _pathOfKey = [];
    private readonly List<string> _formKeys = [];

    public SignedParts(IEnumerable<RawRequest> requests)
    {
        foreach (RawRequest request in requests)
        {
            if (KeyIn(request.Target) is { } key)
            {
                _pathOfKey[key] = SignedPath(PathOf(request.Target), key);
            }
            else if (KeyIn("?" + TokenIn(request)) is { } form)
            {
                _formKeys.Add(form);
            }
        }
    }

    /// <summary>Whether the request bears one of the keys where it belongs.</summary>
    public bool Cover(RawRequest request) =>
        (KeyIn(request.Target) is { } key && _pathOfKey.TryGetValue(key, out string? path) && path == SignedPath(PathOf(request.Target), key))
        || (request.Method.Equals("POST", StringComparison.OrdinalIgnoreCase)
            && _formKeys.Exists(form => TextOf(request).Contains(form, StringComparison.Ordinal)));

    /// <summary>Where the key ends, so that what is behind it can be changed alone; 0 if there is none.</summary>
    public static int EndOfKey(byte[] request)
    {
        int start = request.AsSpan().IndexOf("&sig="u8);
        int end = request.AsSpan().IndexOf(" HTTP/1.1\r\n"u8);
        return start >= 0 && start < end ? start + Mark.Length + SignatureCharacters : end + " HTTP/1.1\r\n".Length;
    }

    private static string? KeyIn(string target)
    {
        int question = target.IndexOf('?', StringComparison.Ordinal);
        int mark = target.IndexOf(Mark, StringComparison.Ordinal);
        int end = mark + Mark.Length + SignatureCharacters;
        return question >= 0 && mark > question && end <= target.Length ? target[(question + 1)..end] : null;
    }

    private static string PathOf(string target) => target.Split('?')[0];

    private static string SignedPath(string path, string key)
    {
        bool isWhole = key.Contains("&sr=o", StringComparison.Ordinal) || key.Contains("&sr=t", StringComparison.Ordinal);
        return isWhole ? path : string.Join('/', path.Split('/')[..2]);
    }

    private static string TokenIn(RawRequest request)
    {
        string text = TextOf(request);
        int start = text.IndexOf("vk=1", StringComparison.Ordinal);
        return start < 0 ? "" : text[start..text.IndexOf("\r\n", start, StringComparison.Ordinal)];
    }

    private static string TextOf(RawRequest request) => Encoding.Latin1.GetString(request.Body);
}
