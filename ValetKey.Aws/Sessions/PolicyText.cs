using System.Text;

namespace ValetKey.Aws.Sessions;

/// <summary>
/// Names in policies, where <c>*</c>, <c>?</c> and <c>$</c> have a meaning ("IAM policy elements: variables and tags", version 2012-10-17).
/// </summary>
internal static class PolicyText
{
    /// <summary>Whether a name holds a character that policies read as something else.</summary>
    public static bool HasWildcard(string name) => name.AsSpan().ContainsAny('*', '?', '$');

    /// <summary>The name itself and nothing else: a <c>*</c> in an object's name must not open its neighbours.</summary>
    public static string Literal(string name)
    {
        if (!HasWildcard(name))
        {
            return name;
        }

        StringBuilder literal = new(name.Length + 8);
        foreach (char character in name)
        {
            _ = character is '*' or '?' or '$' ? literal.Append("${").Append(character).Append('}') : literal.Append(character);
        }

        return literal.ToString();
    }
}
