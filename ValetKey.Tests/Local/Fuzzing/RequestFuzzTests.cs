using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using ValetKey.Local;

namespace ValetKey.Tests.Local.Fuzzing;

/// <summary>Requests that are almost valid, by the thousand: keys, paths, forms, ranges, conditions, listings, messages.</summary>
public sealed class RequestFuzzTests
{
    private const int Requests = 8_000;
    private const int RequestsOfWorld = 4_000;

    [Test]
    public async Task No_request_breaks_the_service_or_opens_what_is_not_signed()
    {
        ConcurrentDictionary<string, int> answers = [];

        await Fuzzing.RunAsync(Requests, (random, count, tell) => RunAsync(random, count, tell, answers));

        answers.Keys.Should().Contain(
            [
                "200", "201", "204", "206", LocalRefusalReasons.SignatureMismatch, LocalRefusalReasons.KeyMalformed, LocalRefusalReasons.KeyUsed,
                LocalRefusalReasons.RequestMalformed, LocalRefusalReasons.MetadataMismatch, LocalRefusalReasons.PermissionMissing,
                LocalRefusalReasons.OutOfScope,
            ],
            "the requests come that far");
    }

    [Test]
    public async Task Of_the_corpus_what_is_valid_is_served_and_the_rest_is_refused()
    {
        await using FuzzWorld world = await FuzzWorld.CreateAsync();

        foreach (byte[] bytes in world.Requests)
        {
            RawRequest request = RawRequest.TryParse(bytes)!;
            (HttpResponse response, byte[] body) = await world.AnswerAsync(request);

            Verdict.Check(world, request, response, body);
            (response.StatusCode < 400).Should().Be(world.Valid.Contains(bytes), "it is {0} {1}", request.Method, request.Target);
        }
    }

    private static async Task RunAsync(Random random, int count, Action<byte[]> tell, ConcurrentDictionary<string, int> answers)
    {
        for (int done = 0; done < count;)
        {
            await using FuzzWorld world = await FuzzWorld.CreateAsync();
            ByteMutator mutator = new(random, world.Requests);
            for (int end = Math.Min(count, done + RequestsOfWorld); done < end;)
            {
                byte[] original = world.Requests[random.Next(world.Requests.Length)];
                byte[] mutated = mutator.Mutate(original, random.Next(2) == 0 ? 0 : SignedParts.EndOfKey(original));
                if (RawRequest.TryParse(mutated) is { } request)
                {
                    tell(mutated);
                    (HttpResponse response, byte[] body) = await world.AnswerAsync(request);
                    Verdict.Check(world, request, response, body);
                    answers.AddOrUpdate(Verdict.NameOf(response, body), 1, (_, many) => many + 1);
                    done++;
                }
            }

            world.ShouldBeIntact();
        }
    }
}
