using ValetKey.AspNetCore;

namespace ValetKey.Tests.AspNetCore.Support;

/// <summary>Tests with an application of their own, and Anna, who uploads.</summary>
public abstract class UploadTests
{
    protected UploadApp App { get; private set; } = null!;

    protected UploadClient Anna => App.As("anna");

    [SetUp]
    public async Task StartAsync() => App = await UploadApp.StartAsync(Configure);

    [TearDown]
    public async Task StopAsync()
    {
        if (App is not null)
        {
            await App.DisposeAsync();
        }
    }

    protected virtual void Configure(UploadsOptions options)
    {
    }

    /// <summary>An upload that is offered and wholly there, and not completed.</summary>
    protected async Task<Offer> BroughtAsync(int length)
    {
        Offer offer = await Anna.OfferAsync(length);
        await Anna.BringAsync(offer, new byte[length]);
        return offer;
    }

    /// <summary>What the ledger says of it.</summary>
    protected async Task<UploadRecord> RecordOfAsync(Offer offer) => (await App.Ledger.FindAsync(offer.Id))!;

    /// <summary>Whether there is an object where the upload was to go.</summary>
    protected async Task<bool> IsPublishedAsync(Offer offer)
    {
        KeyScope target = (await RecordOfAsync(offer)).Object;
        return await App.Store.FindAsync(target.Container, target.Name) is not null;
    }
}
