using System.Diagnostics;
using System.Reflection;
using ValetKey.Tests.Core.Support;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Core.Keys;

[InForeignCultures]
public sealed class KeySecrecyTests
{
    private static readonly Dictionary<Type, string[]> Secrets = new()
    {
        [typeof(SignedUrl)] = ["Url", "Headers"],
        [typeof(SignedForm)] = ["Fields"],
        [typeof(SignedQuery)] = ["Query"],
        [typeof(SignedCookies)] = ["Cookies"],
        [typeof(TemporaryCredentials)] = ["AccessKeyId", "SecretAccessKey", "SessionToken"],
        [typeof(BearerToken)] = ["Token"],
    };

    [TestCase(KeyForm.SignedUrl)]
    [TestCase(KeyForm.SignedForm)]
    [TestCase(KeyForm.SignedQuery)]
    [TestCase(KeyForm.SignedCookies)]
    [TestCase(KeyForm.TemporaryCredentials)]
    [TestCase(KeyForm.BearerToken)]
    public void Text_and_debugger_show_no_secret(KeyForm form)
    {
        IssuedKey key = TestKeys.Of(TestKeys.Grant(form: form));
        PropertyInfo[] properties = key.GetType().GetProperties();

        key.ToJson().Should().Contain(TestKeys.Secret, "there must be a secret to leave out");
        key.ToString().Should().Be(
            $"{form} 0199f0a0-0000-7000-8000-000000000001: Read on object:media/a/b.txt, 2026-11-01T11:55:00Z to 2026-11-01T12:15:00Z, [secret]");
        key.GetType().GetCustomAttribute<DebuggerDisplayAttribute>(inherit: true)!.Value.Should().Be("{ToString(),nq}");
        properties.Where(property => property.GetCustomAttribute<DebuggerBrowsableAttribute>()?.State == DebuggerBrowsableState.Never)
            .Select(property => property.Name).Should().BeEquivalentTo(Secrets[key.GetType()]);
        properties.Where(property => !Secrets[key.GetType()].Contains(property.Name)).Select(property => property.GetValue(key)?.ToString())
            .Should().NotContain(value => value != null && value.Contains(TestKeys.Secret));
    }

    [Test]
    public void Every_kind_of_key_is_looked_at() =>
        typeof(IssuedKey).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(IssuedKey))).Should().BeEquivalentTo(Secrets.Keys);

    [Test]
    public void Times_are_shown_in_UTC()
    {
        IssuedKey key = IssuedKey.FromJson(TestKeys.Of(TestKeys.Grant()).ToJson().Replace(
            "2026-11-01T12:15:00\\u002B00:00", "2026-11-01T21:15:00\\u002B09:00", StringComparison.Ordinal).Replace(
            "2026-11-01T12:15:00+00:00", "2026-11-01T21:15:00+09:00", StringComparison.Ordinal));

        key.ExpiresAt.Offset.Should().Be(TimeSpan.Zero);
        key.ToString().Should().Contain("to 2026-11-01T12:15:00Z");
    }
}
