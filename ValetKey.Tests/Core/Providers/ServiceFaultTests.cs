using System.Net;
using ValetKey.Providers;

namespace ValetKey.Tests.Core.Providers;

public sealed class ServiceFaultTests
{
    [TestCase(null, true)]
    [TestCase(400, false)]
    [TestCase(401, false)]
    [TestCase(403, false)]
    [TestCase(404, false)]
    [TestCase(408, true)]
    [TestCase(409, false)]
    [TestCase(500, true)]
    [TestCase(503, true)]
    public void An_answer_tells_whether_the_fault_may_pass(int? status, bool passes)
    {
        HttpRequestException cause = new("hunter2");

        ValetKeyException fault = ServiceFault.Of("No token.", cause, (HttpStatusCode?)status, "7");

        (fault.Reason, fault.Message, fault.IsTransient).Should().Be((ValetKeyErrorReason.CredentialsUnavailable, "No token.", passes));
        fault.InnerException.Should().BeSameAs(cause);
        fault.RetryAfter.Should().Be(passes ? TimeSpan.FromSeconds(7) : null);
    }

    [TestCase("7", 7)]
    [TestCase("0", 0)]
    [TestCase(null, null)]
    [TestCase("", null)]
    [TestCase("-7", null)]
    [TestCase("soon", null)]
    [TestCase("99999999999999999999", null)]
    [TestCase("Sun, 01 Nov 2026 12:00:00 GMT", null)]
    public void Too_many_requests_are_an_exhausted_quota_with_the_pause_that_the_service_asks_for(string? retryAfter, int? seconds)
    {
        ValetKeyException fault = ServiceFault.Of("Too many sessions of role/uploads.", null, HttpStatusCode.TooManyRequests, retryAfter);

        (fault.Reason, fault.IsTransient, fault.RetryAfter).Should().Be(
            (ValetKeyErrorReason.QuotaExhausted, true, seconds is { } known ? TimeSpan.FromSeconds(known) : null));
        fault.Detail.Should().Be("Too much was asked for; try again later.", "the client need not know of roles");
    }
}
