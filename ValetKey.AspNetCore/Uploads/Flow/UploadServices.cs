using Microsoft.AspNetCore.DataProtection;
using ValetKey.AspNetCore.Access;
using ValetKey.AspNetCore.Endpoints;
using ValetKey.AspNetCore.Sweeping;
using ValetKey.AspNetCore.Uppy;

namespace ValetKey.AspNetCore.Flow;

/// <summary>The parts of one kind of uploads, put together.</summary>
internal sealed class UploadServices
{
    public UploadServices(UploadSite site, IDataProtectionProvider protection)
    {
        Site = site;
        KeyMaker keys = new(site);
        Staging staging = new(site);
        Settlement settlement = new(site, staging, new Verification(site));
        Tickets tickets = new(protection, site.Name, site.Time);
        Gate = new UploadGate(site, tickets);
        Offers offers = new(site);
        PartUploads parts = new(site);
        Endpoints = new UploadEndpoints(tickets, offers, parts, keys, staging, settlement);
        Uppy = new UppyEndpoints(site, offers, keys, new UppyRequests(keys, parts), staging, settlement, Endpoints);
        Sweep = new UploadSweep(site, settlement);
    }

    public UploadSite Site { get; }

    public UploadGate Gate { get; }

    public UploadEndpoints Endpoints { get; }

    public UppyEndpoints Uppy { get; }

    public UploadSweep Sweep { get; }
}
