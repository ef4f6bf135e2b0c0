using System.Net;
using ValetKey.Providers;
using ValetKey.Tests.Local.Support;

namespace ValetKey.Tests.Local.Crashes;

/// <summary>One upload in parts after the other, in any order of parts, each of which may come again. An upload outlives its service.</summary>
internal sealed class PartsLoad(int number)
{
    private readonly Tracked _whole = new($"parts {number}");
    private PartUpload _upload = null!;
    private Tracked[] _parts = [];

    public async Task StepAsync(Life life, Random random)
    {
        Tracked[] missing = [.. _parts.Where(part => part.Content is null || !part.IsKnown)];
        if (_parts.Length == 0 && life.IsAlone)
        {
            await CheckWholeAsync(life);
        }
        else if (_parts.Length == 0)
        {
            _upload = await life.Storage.BeginPartsAsync(Life.Container, _whole.Name);
            _parts = [.. Enumerable.Range(1, random.Next(1, 6)).Select(part => new Tracked($"part {part} of {_upload.Id}"))];
        }
        else if (missing.Length > 0 || life.IsAlone)
        {
            Tracked[] choice = missing.Length == 0 || random.Next(5) == 0 ? _parts : missing;
            await PutAsync(life, Array.IndexOf(_parts, choice[random.Next(choice.Length)]), random);
        }
        else
        {
            await CompleteAsync(life);
        }
    }

    /// <summary>After a crash: the parts that were acknowledged are there, and the object is the one that was completed.</summary>
    public async Task CheckAsync(Life life)
    {
        await CheckWholeAsync(life);
        if (_parts.Length > 0)
        {
            IReadOnlyList<UploadedPart> listed = (await life.Storage.ListPartsAsync(_upload))!;
            for (int i = 0; i < _parts.Length; i++)
            {
                UploadedPart? found = listed.SingleOrDefault(part => part.Number == i + 1);
                _parts[i].ShouldBe(found is null ? null : $"{found.Length} {found.Revision}");
            }
        }
    }

    private async Task CheckWholeAsync(Life life)
    {
        Answer answer = await life.SendAsync(_whole.Name, Permissions.Read);
        answer.Status.Should().BeOneOf(HttpStatusCode.OK, HttpStatusCode.NotFound);
        _whole.ShouldBe(Tracked.TagOf(answer.IsSuccess ? answer.Body : null));
    }

    private async Task PutAsync(Life life, int index, Random random)
    {
        byte[] content = Contents.Some(random);
        SignedUrl key = await life.Issuer.IssueUrlAsync(
            life.Storage.ScopeOfPart(_upload, index + 1), Permissions.Write);
        _parts[index].Begin(content);
        Answer answer = await life.SendAsync(key, content);
        answer.ShouldBe(HttpStatusCode.Created);
        _parts[index].Acknowledge();
        life.Count();
    }

    private async Task CompleteAsync(Life life)
    {
        IReadOnlyList<UploadedPart> listed = (await life.Storage.ListPartsAsync(_upload))!;
        _whole.Begin([.. _parts.SelectMany(part => part.Content!)]);
        StorageResult result = await life.Storage.CompletePartsAsync(_upload, listed);
        result.Outcome.Should().Be(StorageOutcome.Completed);
        _whole.Acknowledge();
        _parts = [];
        life.Count();
    }
}
