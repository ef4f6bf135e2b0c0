using ValetKey.Samples.Quickstart.Providers;

namespace ValetKey.Samples.Quickstart.Story;

/// <summary>What a step can do: ask the application for a key, and send a request to the storage service as a client.</summary>
internal sealed class Step(IValetKeyIssuer issuer, HttpClient client, IQuickstartProvider provider, Narrator narrator)
{
    private readonly List<string> _happenings = [];

    public string Happened => string.Join(", ", _happenings);

    /// <summary>The application's part.</summary>
    public async Task<TKey> IssueAsync<TKey>(KeyRequest request)
        where TKey : IssuedKey
    {
        narrator.Asked(request);
        return (TKey)await issuer.IssueAsync(request);
    }

    /// <inheritdoc cref="IssueAsync{TKey}"/>
    public Task<SignedUrl> IssueUrlAsync(KeyRequest request) => IssueAsync<SignedUrl>(request with { Form = KeyForm.SignedUrl });

    /// <summary>Asks for the whole; if the service cannot enforce all of it, shows the refusal and asks again for what it can.</summary>
    public async Task<SignedUrl> IssueAsFarAsEnforceableAsync(KeyRequest request)
    {
        try
        {
            return await IssueUrlAsync(request);
        }
        catch (ValetKeyException refusal) when (refusal.Reason == ValetKeyErrorReason.Unsupported)
        {
            narrator.Refused(refusal);
            ConstraintKinds missing = refusal.Shortfalls.Single(shortfall => shortfall is { Form: KeyForm.SignedUrl, Requirement: null }).Constraints;
            _happenings.Add($"{missing} not enforceable");
            return await IssueUrlAsync(request with { Constraints = request.Constraints.Without(missing) });
        }
    }

    /// <summary>Asks for a form; shows what the service's forms cannot hold to, and asks for what they can.</summary>
    public async Task<SignedForm> IssueFormAsync(KeyRequest request)
    {
        try
        {
            return await IssueAsync<SignedForm>(request);
        }
        catch (ValetKeyException refusal) when (Lacks(refusal, shortfall => shortfall.Permissions == Permissions.Create))
        {
            narrator.Refused(refusal);
            _happenings.Add("Create not offered");
            return await IssueFormAsync(request with { Permissions = Permissions.Write });
        }
        catch (ValetKeyException refusal) when (Lacks(refusal, shortfall => shortfall.Constraints == ConstraintKinds.ContentTypeFamily))
        {
            narrator.Refused(refusal);
            _happenings.Add("one type only");
            return await IssueFormAsync(request with { Constraints = request.Constraints with { ContentType = Picture.ContentType } });
        }
    }

    /// <summary>The client's part: the storage service must accept the request.</summary>
    public async Task<Answer> ExpectAcceptedAsync(HttpRequestMessage request) =>
        await SendAsync(request) is { IsAccepted: true } accepted ? accepted : throw new SurpriseException("It should have been accepted.");

    /// <summary>The client's part: the storage service must refuse the request, for whatever reason but that there is no such object.</summary>
    public async Task<Answer> ExpectRefusedAsync(HttpRequestMessage request) =>
        await SendAsync(request) is { IsRefused: true } refused ? refused : throw new SurpriseException("It should have been refused.");

    public void Expect(bool condition, string fact)
    {
        _happenings.Add(condition ? fact : $"not {fact}");
        if (!condition)
        {
            throw new SurpriseException($"Expected: {fact}.");
        }

        narrator.Fact(fact);
    }

    public async Task WaitUntilAsync(DateTimeOffset time)
    {
        TimeSpan wait = time - TimeProvider.System.GetUtcNow() + TimeSpan.FromMilliseconds(20);
        narrator.Fact($"waiting {Math.Max(0, wait.TotalSeconds):0.0} s");
        await Task.Delay(wait > TimeSpan.Zero ? wait : TimeSpan.Zero);
    }

    private async Task<Answer> SendAsync(HttpRequestMessage request)
    {
        using (request)
        {
            narrator.Sent(request);
            using HttpResponseMessage response = await client.SendAsync(request);
            Answer answer = await Answer.ReadAsync(response, provider);
            narrator.Answered(answer);
            _happenings.Add(answer.ToString());
            return answer;
        }
    }

    private static bool Lacks(ValetKeyException refusal, Predicate<FormShortfall> what) =>
        refusal.Shortfalls.Any(shortfall => shortfall is { Form: KeyForm.SignedForm, Requirement: null } && what(shortfall));
}
