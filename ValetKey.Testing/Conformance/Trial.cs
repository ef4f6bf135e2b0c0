using System.Net;

namespace ValetKey.Testing;

/// <summary>One case at the service: sends requests, and gathers what was wrong with the answers.</summary>
internal abstract class Trial(ConformanceRun run, Cell cell)
{
    private readonly List<string> _faults = [];
    private bool _letThrough;

    public ConformanceRun Run => run;

    public Cell Cell => cell;

    /// <summary>What nobody may be answered with whose request is refused.</summary>
    protected abstract IEnumerable<string> Contents { get; }

    /// <summary>A misuse: the service must refuse it, and say nothing of what others have stored.</summary>
    /// <param name="probe">What is tried, in words.</param>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="isHarmless">Whether an answer may be a success, since it gives nothing that the key does not give.</param>
    public async Task RefuseAsync(
        string probe, RawRequest request, CancellationToken cancellationToken, Func<Answer, bool>? isHarmless = null)
    {
        Answer answer = await SendAsync(request, cancellationToken);
        string? fault = answer.IsSuccess && isHarmless?.Invoke(answer) == true ? null
            : answer.IsSuccess ? $"was let through ({(int)answer.Status})"
            : !answer.IsRefusal ? $"was answered with {(int)answer.Status}, which is no refusal"
            : Contents.Any(content => answer.Body.Contains(content, StringComparison.Ordinal)) ? "was refused, and answered with the content"
            : null;
        if (fault is null)
        {
            Run.Report.RecordRefusal(Cell);
            return;
        }

        if (!Run.Report.IsKnown(Cell, probe))
        {
            _faults.Add($"{probe}: {fault}: {request.Method} {Redact(request.Url)}");
        }

        _letThrough = true;
        await ResetAsync(cancellationToken);
    }

    /// <summary>The proper use: what came of it is judged by <paramref name="judge"/>, which names what is wrong.</summary>
    public async Task<bool> WorkAsync(
        RawRequest request, Func<Answer, Task<string?>> judge, CancellationToken cancellationToken, string probe = KnownGap.Works)
    {
        Answer answer = await SendAsync(request, cancellationToken);
        string? fault = answer.IsSuccess
            ? await judge(answer)
            : $"was refused with {(int)answer.Status}: {Shorten(answer.Body)}";
        if (fault is null)
        {
            Run.Report.RecordWorking(Cell);
            return true;
        }

        Blame(probe, $"{fault}: {request.Method} {Redact(request.Url)}");
        return false;
    }

    /// <summary>Notes a fault, unless it is known.</summary>
    public void Blame(string probe, string fault)
    {
        if (!Run.Report.IsKnown(Cell, probe))
        {
            _faults.Add($"{probe}: {fault}");
        }
    }

    /// <summary>The use of a key for one use, by many at the same instant.</summary>
    public async Task SendAtOnceAsync(RawRequest request, CancellationToken cancellationToken)
    {
        Answer[] answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => SendAsync(request, cancellationToken)));
        int passed = answers.Count(answer => answer.IsSuccess);
        if (passed != 1)
        {
            Blame("16 at once", $"{passed} of 16 got in");
        }
    }

    public async Task<Answer> SendAsync(RawRequest request, CancellationToken cancellationToken)
    {
        using HttpRequestMessage message = request.ToMessage();
        return await SendAsync(message, cancellationToken);
    }

    public async Task<Answer> SendAsync(HttpRequestMessage message, CancellationToken cancellationToken)
    {
        try
        {
            using HttpResponseMessage response = await Run.Harness.Client.SendAsync(message, cancellationToken);
            string body = await response.Content.ReadAsStringAsync(cancellationToken);
            Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase);
            foreach (KeyValuePair<string, IEnumerable<string>> header in response.Headers.Concat(response.Content.Headers))
            {
                headers[header.Key] = string.Join(", ", header.Value);
            }

            return new Answer(response.StatusCode, body, headers);
        }
        catch (HttpRequestException fault)
        {
            // The service hung up, which is a refusal too.
            return new Answer(HttpStatusCode.BadRequest, fault.Message, []);
        }
    }

    /// <summary>Ends the case: nothing that was refused may have changed anything.</summary>
    /// <exception cref="ConformanceException">Something was wrong.</exception>
    public async Task ConcludeAsync(CancellationToken cancellationToken, bool mayHaveChanged = false)
    {
        if (!_letThrough && !mayHaveChanged)
        {
            _faults.AddRange((await FindChangesAsync(cancellationToken))
                .Select(change => $"all was refused, and yet {change}"));
        }

        Conclude();
    }

    public void Conclude()
    {
        if (_faults.Count > 0)
        {
            throw new ConformanceException($"{Cell}:{Environment.NewLine}{string.Join(Environment.NewLine, _faults.Select(fault => "  " + fault))}");
        }
    }

    /// <summary>Puts everything back as it was.</summary>
    protected abstract Task ResetAsync(CancellationToken cancellationToken);

    /// <summary>What is not as it was.</summary>
    protected abstract Task<IReadOnlyList<string>> FindChangesAsync(CancellationToken cancellationToken);

    /// <summary>The URL without its query, in which the secrets are.</summary>
    private static string Redact(string url) => url.Split('?')[0];

    private static string Shorten(string body) => body.Length <= 300 ? body : body[..300];
}
