using System.Net;
using ValetKey.Local;
using ValetKey.Tests.Local.Support;

namespace ValetKey.Tests.Local;

/// <summary>Several permissions against every method, on objects and containers: only the right ones open.</summary>
public sealed class LocalPermissionTests : LocalTests
{
    private const string Before = "before";

    private static readonly Permissions[] OnObjects =
    [
        Permissions.Read, Permissions.ReadProperties, Permissions.Create, Permissions.Write, Permissions.Append, Permissions.Delete,
    ];

    /// <summary>Methods that the service has no operation for. The suite tries the others, but for HEAD by whoever may read.</summary>
    private static readonly string[] Unknown = ["OPTIONS", "MERGE", "TRACE"];

    private static readonly string[] Methods = ["GET", "HEAD", "PUT", "POST", "DELETE", "PATCH", .. Unknown];

    private static readonly Permissions[] Combinations =
    [
        Permissions.Read | Permissions.ReadProperties,
        Permissions.Read | Permissions.List,
        Permissions.Create | Permissions.Append,
        Permissions.Write | Permissions.Delete,
        Permissions.Read | Permissions.Write | Permissions.List,
        Permissions.ReadProperties | Permissions.Delete | Permissions.List,
        Permissions.Create | Permissions.Read | Permissions.ReadProperties | Permissions.Append | Permissions.Delete | Permissions.List
                | Permissions.Write,
    ];

    private static IEnumerable<TestCaseData> UrlMatrix() =>
        from permission in OnObjects
        from method in permission == Permissions.Read ? [.. Unknown, "HEAD"] : Unknown
        select new TestCaseData(permission, method);

    private static IEnumerable<TestCaseData> QueryMatrix() =>
        from permissions in Combinations
        from method in Methods
        select new TestCaseData(permissions, method);

    [TestCaseSource(nameof(UrlMatrix))]
    public async Task A_url_opens_no_method_beside_its_own(Permissions permission, string method)
    {
        string container = Storage.NewContainer();
        await Storage.StoreAsync(container, "o", Before);
        SignedUrl key = await Storage.UrlAsync(KeyScope.ForObject(container, "o"), permission);

        Answer answer = await SendAsync(method, key.Url);

        await CheckAsync(answer, permission, method, container);
    }

    [TestCaseSource(nameof(QueryMatrix))]
    public async Task A_query_opens_on_objects_what_it_permits_and_no_more(Permissions permissions, string method)
    {
        string container = Storage.NewContainer();
        await Storage.StoreAsync(container, "o", Before);
        SignedQuery key = await Storage.QueryAsync(KeyScope.ForContainer(container), permissions);

        Answer answer = await SendAsync(method, $"{key.BaseUrl}/o?{key.Query}");

        await CheckAsync(answer, permissions, method, container);
    }

    [TestCaseSource(nameof(QueryMatrix))]
    public async Task A_query_opens_the_container_for_listing_only(Permissions permissions, string method)
    {
        string container = Storage.NewContainer();
        await Storage.StoreAsync(container, "o", Before);
        SignedQuery key = await Storage.QueryAsync(KeyScope.ForContainer(container), permissions);

        Answer answer = await SendAsync(method, $"{key.BaseUrl}?{key.Query}");

        bool isOpen = method == "GET" && permissions.HasFlag(Permissions.List);
        if (isOpen)
        {
            answer.ShouldBe(HttpStatusCode.OK);
        }
        else
        {
            answer.ShouldRefuse(
                method switch { "GET" => HttpStatusCode.Forbidden, "POST" => HttpStatusCode.BadRequest, _ => HttpStatusCode.MethodNotAllowed },
                method switch
                {
                    "GET" => LocalRefusalReasons.PermissionMissing,
                    "POST" => LocalRefusalReasons.RequestMalformed,
                    _ => LocalRefusalReasons.MethodNotAllowed,
                });
        }

        (await Storage.FetchAsync(container, "o")).Should().Be(Before);
    }

    [TestCase("get")]
    [TestCase("Get")]
    [TestCase("HEAD ")]
    [TestCase("GETT")]
    public async Task A_method_is_spelled_one_way(string method)
    {
        string container = Storage.NewContainer();
        await Storage.StoreAsync(container, "o", Before);
        SignedUrl key = await Storage.UrlAsync(KeyScope.ForObject(container, "o"), Permissions.Read);

        string answer = await Storage.SendRawAsync(RawHttp.Get(key.ToUri().PathAndQuery, method));

        RawHttp.StatusOf(answer).Should().BeOneOf(400, 405);
        answer.Should().NotContain(Before);
    }

    private async Task<Answer> SendAsync(string method, string url)
    {
        HttpRequestMessage request = new(new HttpMethod(method), url);
        if (method is "PUT" or "POST" or "PATCH" or "MERGE")
        {
            request.Content = Bodies.Text("after");
        }

        return await Storage.SendAsync(request);
    }

    private async Task CheckAsync(Answer answer, Permissions permissions, string method, string container)
    {
        Permissions needed = method switch
        {
            "GET" => Permissions.Read,
            "HEAD" => Permissions.ReadProperties,
            "PUT" => Permissions.Write | Permissions.Create,
            "POST" => Permissions.Append,
            "DELETE" => Permissions.Delete,
            _ => Permissions.None,
        };
        string? left = Before;
        if (needed == Permissions.None)
        {
            answer.ShouldRefuse(HttpStatusCode.MethodNotAllowed, LocalRefusalReasons.MethodNotAllowed);
        }
        else if ((permissions & needed) == 0)
        {
            answer.ShouldForbid(LocalRefusalReasons.PermissionMissing);
        }
        else if (method == "PUT" && !permissions.HasFlag(Permissions.Write))
        {
            answer.ShouldRefuse(HttpStatusCode.Conflict, LocalRefusalReasons.ObjectExists);
        }
        else
        {
            answer.IsSuccess.Should().BeTrue(answer.Text);
            left = method switch { "PUT" => "after", "POST" => Before + "after", "DELETE" => null, _ => Before };
            answer.Text.Should().Be(method == "GET" ? Before : "");
        }

        (await Storage.FetchAsync(container, "o")).Should().Be(left);
    }
}
