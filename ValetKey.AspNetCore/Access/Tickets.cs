using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;

namespace ValetKey.AspNetCore.Access;

/// <summary>
/// Tickets: who has one may go on with this upload, if he is the user that it was made for, and may do nothing else. Any instance that shares the
/// application's data protection keys reads them.
/// </summary>
internal sealed class Tickets(IDataProtectionProvider protection, string uploads)
{
    private readonly IDataProtector _protector = protection.CreateProtector("ValetKey.AspNetCore.Uploads", uploads);

    public string Issue(string id, string? subject) => _protector.Protect(Text(id, subject));

    public bool IsFor(string? ticket, string id, string? subject)
    {
        if (string.IsNullOrEmpty(ticket))
        {
            return false;
        }

        try
        {
            return CryptographicOperations.FixedTimeEquals(
                Encoding.UTF8.GetBytes(_protector.Unprotect(ticket)), Encoding.UTF8.GetBytes(Text(id, subject)));
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    /// <summary>The id has a fixed form, and nobody's subject is not the empty one.</summary>
    private static string Text(string id, string? subject) => subject is null ? id : $"{id}:{subject}";
}
