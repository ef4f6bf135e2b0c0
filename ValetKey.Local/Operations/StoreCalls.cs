using System.Net;
using ValetKey.Local.Service;
using ValetKey.Providers;

namespace ValetKey.Local.Operations;

/// <summary>Calls the store for the application, and says what a fault of it means.</summary>
internal static class StoreCalls
{
    public static T Run<T>(Func<T> call)
    {
        try
        {
            return call();
        }
        catch (Exception fault) when (StorageFaults.RefusalOf(fault, "") is not null)
        {
            throw Of(fault);
        }
    }

    public static async Task<T> RunAsync<T>(Task<T> call)
    {
        try
        {
            return await call.ConfigureAwait(false);
        }
        catch (Exception fault) when (StorageFaults.RefusalOf(fault, "") is not null)
        {
            throw Of(fault);
        }
    }

    private static ValetKeyException Of(Exception fault) => ServiceFault.OfOperation(
        $"The local storage cannot be used now: {StorageFaults.RefusalOf(fault, "")!.Detail}", fault, HttpStatusCode.ServiceUnavailable);
}
