using System.Security.Cryptography;

namespace ValetKey.Tests.Local.Crashes;

/// <summary>
/// A content and what it may be: what was acknowledged last and, while a change is under way that was not answered, what that would make of it.
/// </summary>
internal sealed class Tracked(string name)
{
    private byte[]? _next;
    private bool _isUnderWay;

    public string Name => name;

    /// <summary>Null if there is none.</summary>
    public byte[]? Content { get; private set; }

    /// <summary>Whether the last change that was begun is known to have been made.</summary>
    public bool IsKnown => !_isUnderWay;

    /// <summary>How contents are compared: as the service's tags of parts tell them.</summary>
    public static string? TagOf(byte[]? content) =>
        content is null ? null : $"{content.Length} \"{Convert.ToHexStringLower(CryptographicOperations.HashData(HashAlgorithmName.MD5, content))}\"";

    public void Begin(byte[]? next) => (_next, _isUnderWay) = (next, true);

    public void Acknowledge() => (Content, _isUnderWay) = (_next, false);

    public void Refuse() => _isUnderWay = false;

    /// <summary>Holds what is there against what may be there, and takes it for known from now on.</summary>
    public void ShouldBe(string? tag)
    {
        string? next = _isUnderWay ? TagOf(_next) : TagOf(Content);
        tag.Should().BeOneOf([TagOf(Content), next], "{0} is as it was acknowledged, or as the change under way leaves it", Name);
        if (tag == next && _isUnderWay)
        {
            Acknowledge();
        }

        _isUnderWay = false;
    }
}
