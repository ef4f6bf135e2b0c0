namespace ValetKey.Testing;

/// <summary>A case about two queues, each with a message.</summary>
internal sealed class QueueTrial : Trial
{
    /// <summary>With what formats escape: the key has to say how its service takes that too.</summary>
    private readonly Upload _sent = new("sent <by> \"a key\" & 'its' format \\ \U0001F600\r\n\ttwice"u8.ToArray());

    private QueueMessage? _received;

    private QueueTrial(ConformanceRun run, Cell cell, string queue, string otherQueue)
        : base(run, cell) => (Queue, OtherQueue) = (queue, otherQueue);

    public string Queue { get; private set; }

    public string OtherQueue { get; }

    protected override IEnumerable<string> Contents => [MessageIn(Queue), MessageIn(OtherQueue)];

    private SignerHarness Harness => Run.Harness;

    public static async Task<QueueTrial> StartAsync(ConformanceRun run, Cell cell, CancellationToken cancellationToken)
    {
        QueueTrial trial = new(run, cell, await NewQueueAsync(run, cancellationToken), await NewQueueAsync(run, cancellationToken));
        return trial;
    }

    public ValueTask<IssuedKey> IssueAsync(CancellationToken cancellationToken, KeyConstraints? constraints = null) =>
        IssueAsync(Cell.Requested, cancellationToken, constraints);

    /// <summary>The request that the key is for. To change a message, or to delete it, somebody who may must have received it before.</summary>
    public async Task<RawRequest> ProperAsync(IssuedKey key, Permissions permission, CancellationToken cancellationToken)
    {
        HttpRequestMessage request = key switch
        {
            SignedUrl url => permission == Permissions.Send ? url.CreateSendRequest(_sent.Text) : url.CreateRequest(),
            SignedQuery query when permission == Permissions.Send => query.CreateSendRequest(_sent.Text),
            SignedQuery query when permission == Permissions.Update => await UpdateAsync(query, cancellationToken),
            SignedQuery query => query.CreateRequest(permission),
            _ => await Harness.CreateRequestAsync(key, new KeyUse(permission, Queue, "") { Content = _sent.Content }, cancellationToken),
        };
        return await RawRequest.OfAsync(request, cancellationToken);
    }

    /// <summary>The request of a key for something else, with the token of this one; null where no key of this form gives it.</summary>
    public async Task<RawRequest?> IntrudeAsync(IssuedKey key, Permissions wanted, CancellationToken cancellationToken)
    {
        bool isDeclared = Cell.Of(Harness.Capabilities)
            .Any(cell => cell.Resource == ResourceKinds.Queue && cell.Form == key.Form && cell.Permission == wanted);
        if (!isDeclared)
        {
            return null;
        }

        switch (key)
        {
            case SignedQuery query:
                SignedQuery donor = (SignedQuery)await IssueAsync(wanted, cancellationToken);
                RawRequest donated = await ProperAsync(donor, wanted, cancellationToken);
                return donated.WithUrl(url => url.Replace(donor.Query, query.Query, StringComparison.Ordinal));
            case SignedUrl url:
                SignedUrl other = (SignedUrl)await IssueAsync(wanted, cancellationToken);
                RawRequest foreign = await ProperAsync(other, wanted, cancellationToken);
                return foreign with { Url = $"{foreign.Url.Split('?')[0]}?{url.Url.Split('?', 2)[1]}" };
            default:
                return await RawRequest.OfAsync(
                    await Harness.CreateRequestAsync(key, new KeyUse(wanted, Queue, "") { Content = _sent.Content }, cancellationToken),
                    cancellationToken);
        }
    }

    /// <summary>Uses the key as it is meant, and looks at what came of it.</summary>
    public async Task UseAsync(IssuedKey key, CancellationToken cancellationToken)
    {
        RawRequest request = await ProperAsync(key, Cell.Permission, cancellationToken);
        await WorkAsync(request.WithUrl(Reached), answer => JudgeAsync(key, answer, cancellationToken), cancellationToken);
    }

    protected override async Task ResetAsync(CancellationToken cancellationToken) =>
        (Queue, _received) = (await NewQueueAsync(Run, cancellationToken), null);

    protected override async Task<IReadOnlyList<string>> FindChangesAsync(CancellationToken cancellationToken)
    {
        List<string> changes = [];
        foreach ((string queue, string words) in new[] { (Queue, "the queue"), (OtherQueue, "the other queue") })
        {
            IReadOnlyList<string> messages = await Harness.PeekAsync(queue, cancellationToken);

            // To try Update, the message was received before, and so it is hidden: for as long as the service has it, which may be over.
            bool mayBeHidden = queue == Queue && _received is not null;
            if (!messages.SequenceEqual([MessageIn(queue)]) && !(mayBeHidden && messages.Count == 0))
            {
                changes.Add($"{words} has [{string.Join(", ", messages)}]");
            }
        }

        return changes;
    }

    private static async Task<string> NewQueueAsync(ConformanceRun run, CancellationToken cancellationToken)
    {
        string queue = await run.Harness.CreateQueueAsync(cancellationToken);
        await run.Harness.SendAsync(queue, MessageIn(queue), cancellationToken);
        return queue;
    }

    private static string MessageIn(string queue) => $"a message in {queue}";

    /// <summary>Where the service is asked, which for https alone may be another port.</summary>
    private string Reached(string url) => Cell.Constraint == ConstraintKinds.HttpsOnly ? Harness.ToScheme(url, "https") ?? url : url;

    private ValueTask<IssuedKey> IssueAsync(
        Permissions permissions, CancellationToken cancellationToken, KeyConstraints? constraints = null)
    {
        KeyRequest request = new(KeyScope.ForQueue(Queue), permissions)
        {
            Form = Cell.Form,
            Lifetime = constraints is null ? ObjectKeys.Lifetime : ConstraintSample.Lifetime,
            Constraints = constraints ?? KeyConstraints.None,
        };
        return Run.Issuer.IssueAsync(request, cancellationToken);
    }

    private async Task<HttpRequestMessage> UpdateAsync(SignedQuery query, CancellationToken cancellationToken)
    {
        QueueMessage message = _received ??= await ReceiveAsync(cancellationToken);
        return query.CreateUpdateRequest(message.Id, message.Receipt, _sent.Text);
    }

    private async Task<QueueMessage> ReceiveAsync(CancellationToken cancellationToken)
    {
        IssuedKey key = await IssueAsync(Permissions.Receive, cancellationToken);
        Answer answer = await SendAsync(await ProperAsync(key, Permissions.Receive, cancellationToken), cancellationToken);
        return Harness.ReadMessages(answer.Body) is [{ } first, ..] ? first
            : throw new ConformanceException($"{Cell}: there is no message to receive; the service answered {(int)answer.Status}.");
    }

    private async Task<string?> JudgeAsync(IssuedKey key, Answer answer, CancellationToken cancellationToken)
    {
        string own = MessageIn(Queue);
        IReadOnlyList<string> left = await Harness.PeekAsync(Queue, cancellationToken);
        return Cell.Permission switch
        {
            Permissions.Send => left.Contains(_sent.Text) ? null : "was accepted, and the message is not in the queue",
            Permissions.Peek => Harness.ReadMessages(answer.Body).SingleOrDefault()?.Text != own ? "does not show the message"
                : left.Contains(own) ? null
                : "took the message that it may only look at",
            Permissions.Update => left.Contains(_sent.Text) ? null : "was accepted, and the message is as it was",
            _ => await JudgeReceivedAsync(key, answer, left.Contains(own), cancellationToken),
        };
    }

    /// <summary>Received, a message is hidden; and handled, it is deleted with the same key.</summary>
    private async Task<string?> JudgeReceivedAsync(IssuedKey key, Answer answer, bool isLeft, CancellationToken cancellationToken)
    {
        if (Harness.ReadMessages(answer.Body).SingleOrDefault() is not { } message || message.Text != MessageIn(Queue))
        {
            return "does not give the message";
        }

        if (isLeft)
        {
            return "gave the message and left it to others";
        }

        if (key is not SignedQuery query)
        {
            return null;
        }

        RawRequest delete = await RawRequest.OfAsync(
            query.CreateMessageRequest(Permissions.Receive, message.Id, message.Receipt), cancellationToken);
        Answer deleted = await SendAsync(delete.WithUrl(Reached), cancellationToken);
        return deleted.IsSuccess ? null : $"does not let the message be deleted that was handled ({(int)deleted.Status})";
    }
}
