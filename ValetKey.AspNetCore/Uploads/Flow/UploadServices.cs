using Microsoft.AspNetCore.DataProtection;
using ValetKey.AspNetCore.Access;
using ValetKey.AspNetCore.Endpoints;
using ValetKey.AspNetCore.Sweeping;

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
        Endpoints = new UploadEndpoints(tickets, new Offers(site), new PartUploads(site), keys, staging, settlement);
        Sweep = new UploadSweep(site, settlement);
    }

    public UploadSite Site { get; }

    public UploadGate Gate { get; }

    public UploadEndpoints Endpoints { get; }

    public UploadSweep Sweep { get; }
}
