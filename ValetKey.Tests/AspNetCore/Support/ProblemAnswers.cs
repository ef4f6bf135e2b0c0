using System.Net;
using ValetKey.Tests.Local.Support;

namespace ValetKey.Tests.AspNetCore.Support;

/// <summary>Refusals in the one form that the endpoints have.</summary>
public static class ProblemAnswers
{
    public static void ShouldBeProblem(this Answer answer, HttpStatusCode status, string type)
    {
        answer.ShouldBe(status);
        answer.Header("Content-Type").Should().Be("application/problem+json");
        answer.Header("Cache-Control").Should().Be("no-store");
        answer.Json.GetProperty("type").GetString().Should().Be($"urn:valetkey:problem:{type}", "the answer is {0}", answer.Text);
        answer.Json.GetProperty("status").GetInt32().Should().Be((int)status);
        answer.Json.GetProperty("title").GetString().Should().NotBeNullOrEmpty();
        answer.Json.GetProperty("detail").GetString().Should().NotBeNullOrEmpty();
    }
}
