// The client alone, natively compiled: one small program that brings files up and down in parallel parts, and goes on after a break. A dash in a
// file's place stands for the standard input, with its name and length, or the standard output.
//
//   APP=https://app.example/ AUTH="Authorization: Bearer …" NativeClient upload holiday.mp4 pictures
//   APP=https://app.example/ AUTH="Authorization: Bearer …" NativeClient download pictures/42/content holiday.mp4
//   tar c album | APP=… AUTH=… NativeClient upload - pictures album.tar 52428800
using System.Globalization;
using ValetKey.Client;

if (Environment.GetEnvironmentVariable("APP") is not { Length: > 0 } address)
{
    Console.Error.WriteLine("APP is the application's address, and AUTH the header that signs in there.");
    return 2;
}

using HttpClient application = new() { BaseAddress = new Uri(address), Timeout = Timeout.InfiniteTimeSpan };
if (Environment.GetEnvironmentVariable("AUTH")?.Split(": ", 2) is [var name, var value])
{
    application.DefaultRequestHeaders.Add(name, value);
}

try
{
    switch (args)
    {
        case ["upload", "-", var endpoint, var called, var length]:
            using (Stream input = Console.OpenStandardInput())
            {
                return Tell(await new UploadClient(application).UploadAsync(
                    input, new UploadOptions { Endpoint = endpoint, Name = called, Length = long.Parse(length, CultureInfo.InvariantCulture) }));
            }

        case ["upload", var file, var endpoint]:
            return Tell(await new UploadClient(application).UploadAsync(
                file, new UploadOptions { Endpoint = endpoint, TicketPath = $"{file}.ticket" }));

        case ["download", var source, "-"]:
            using (Stream output = Console.OpenStandardOutput())
            {
                await new DownloadClient(application).DownloadAsync(source, output);
                return 0;
            }

        case ["download", var source, var file]:
            Console.WriteLine((await new DownloadClient(application).DownloadAsync(source, file)).Length);
            return 0;

        default:
            Console.Error.WriteLine("upload FILE ENDPOINT, upload - ENDPOINT NAME LENGTH, or download SOURCE FILE");
            return 2;
    }
}
catch (TransferException fault)
{
    Console.Error.WriteLine(fault.Message);
    return 1;
}

static int Tell(PublishedUpload upload)
{
    Console.WriteLine(upload.Reference ?? upload.Id);
    return 0;
}
