using ValetKey;

// A minimal API over four stores, compiled ahead of time into one native program: GET /keys/{store}/{object} answers with a key as JSON.
// Settings come from the command line, appsettings.json or the environment; the credentials of S3 from where AWS's own SDK finds them.
WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(args);
IConfigurationSection stores = builder.Configuration.GetSection("Stores");
builder.Services
    .AddValetKey(builder.Configuration.GetSection("ValetKey"))
    .AddLocalStorage("local", stores.GetSection("Local"))
    .AddAmazonS3("s3", stores.GetSection("S3"))
    .AddAzureStorage("azure", stores.GetSection("Azure"))
    .AddGoogleCloudStorage("gcs", stores.GetSection("Gcs"));
builder.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, ValetKeyJson.TypeInfoResolver));

await using WebApplication app = builder.Build();
app.MapValetKeyLocalStorage();
app.MapGet("/keys/{store}/{**name}", (string store, string name, HttpContext context) => IssueAsync(Permissions.Read, store, name, context));
app.MapPost("/keys/{store}/{**name}", (string store, string name, HttpContext context) => IssueAsync(Permissions.Create, store, name, context));
await app.RunAsync();

static async Task<IResult> IssueAsync(Permissions permissions, string store, string name, HttpContext context)
{
    if (context.RequestServices.GetKeyedService<IValetKeyIssuer>(store) is not { } issuer)
    {
        return Results.NotFound();
    }

    try
    {
        return Results.Ok(await issuer.IssueAsync(new KeyRequest(KeyScope.ForObject("media", name), permissions), context.RequestAborted));
    }
    catch (ValetKeyException refusal) when (refusal.Reason == ValetKeyErrorReason.Denied)
    {
        return Results.Text(refusal.Detail, statusCode: StatusCodes.Status403Forbidden);
    }
}
