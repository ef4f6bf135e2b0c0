using ValetKey.FirstKey;

// One key, the first of this process: "nothing" or the name of a store or an SDK, then the file of a service account and a folder. Prints the URL.
Console.WriteLine(args switch
{
    ["nothing", ..] => "nothing",
    ["local", _, var folder] => Stores.Local(folder),
    ["s3", ..] => Stores.S3(),
    ["azure", ..] => Stores.Azure(),
    ["gcs", var account, _] => Stores.Gcs(account),
    ["AWSSDK", ..] => Sdks.Aws(),
    ["Azure SDK", ..] => Sdks.Azure(),
    ["Google SDK", var account, _] => Sdks.Google(account),
    _ => throw new ArgumentException($"Nothing is known of '{string.Join(' ', args)}'."),
});
