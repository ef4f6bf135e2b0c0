using Microsoft.AspNetCore.Http;
using ValetKey.Local.Limits;
using ValetKey.Local.Operations;
using ValetKey.Local.Storage;
using ValetKey.Local.Verification;

namespace ValetKey.Local.Service;

/// <summary>A browser's form post to a container.</summary>
internal sealed class FormPosts(UploadLimits limits, Ages ages, KeyVerifier verifier, Admission admission)
{
    private static readonly string[] Known = [FieldNames.Name, FieldNames.ContentType, FieldNames.Token];

    public async Task<Refusal?> HandleAsync(HttpContext context, ResourcePath path)
    {
        StreamedBody.LiftHostLimit(context);
        if (FormReader.TryCreate(context.Request.ContentType, context.Request.Body) is not { } form
            || !await form.TryReadToFileAsync(context.RequestAborted).ConfigureAwait(false))
        {
            return Refusal.Malformed(
                $"A post to a container is multipart/form-data: fields, each once, and then the file as '{FieldNames.File}'.");
        }

        Refusal? refusal = Check(context, path, form, out VerifiedKey? key, out ObjectHeaders headers, out string name)
            ?? await admission.EnterAsync(context, key!).ConfigureAwait(false);
        if (refusal is not null)
        {
            return refusal;
        }

        Permissions permission = key!.Permissions.HasFlag(Permissions.Write) ? Permissions.Write : Permissions.Create;
        Visit.Set(context, permission);
        PutRequest put = UploadRules.ToPutRequest(key, path.Container, name, Uploads.ModeOf(permission), headers, precondition: null);
        await ages.ClearAsync(path.Container, name, context.RequestAborted).ConfigureAwait(false);
        PutResult result = await limits.PutAsync(context, put, form.File!.Body, length: null).ConfigureAwait(false);
        return UploadAnswer.Write(context, result, key);
    }

    private Refusal? Check(
        HttpContext context, ResourcePath path, FormReader form, out VerifiedKey? key, out ObjectHeaders headers, out string name)
    {
        headers = ObjectHeaders.None;
        name = "";
        string token = form.Fields.GetValueOrDefault(FieldNames.Token, "");
        Refusal? refusal = verifier.Verify(token, path, context.Request.IsHttps, context.Connection.RemoteIpAddress, out key, out string added);
        if (refusal is not null)
        {
            return refusal;
        }

        if (key!.Form != KeyForm.SignedForm || added.Length > 0)
        {
            return Refusal.Forbidden(LocalRefusalReasons.PermissionMissing, "The key is not for a form.");
        }

        name = NameOf(form, key.Scope);
        string? contentType = form.Fields.GetValueOrDefault(FieldNames.ContentType) ?? form.File!.ContentType;
        Dictionary<string, string> metadata = UploadRules.MetadataOf(form.Fields);
        headers = new ObjectHeaders { ContentType = contentType, Metadata = metadata };
        return CheckFields(form) ?? CheckName(key, path, name)
            ?? UploadRules.CheckContentType(key.Constraints, contentType)
            ?? UploadRules.CheckMetadata(key.Constraints, metadata)
            ?? StoredHeaders.Check(headers);
    }

    /// <summary>The name with the file's name put in, but where the key is for one object and that is its name as it stands.</summary>
    /// <returns>Empty when a file's name is needed and there is none: a browser's form with no file chosen.</returns>
    private static string NameOf(FormReader form, KeyScope scope)
    {
        string name = form.Fields.GetValueOrDefault(FieldNames.Name, "");
        bool isWhole = !name.Contains(SignedForm.FileNamePlaceholder, StringComparison.Ordinal)
            || (scope.Kind == ResourceKinds.Object && scope.Name == name);
        return isWhole ? name
            : form.File!.Name.Length == 0 ? ""
            : name.Replace(SignedForm.FileNamePlaceholder, form.File.Name, StringComparison.Ordinal);
    }

    private static Refusal? CheckFields(FormReader form) =>
        form.Fields.Keys.FirstOrDefault(field =>
            !Known.Contains(field, StringComparer.OrdinalIgnoreCase)
            && !field.StartsWith(ServiceHeaders.MetadataPrefix, StringComparison.OrdinalIgnoreCase)) is { } unknown
            ? Refusal.Malformed($"The service does not know the form field '{unknown}'.")
            : null;

    private static Refusal? CheckName(VerifiedKey key, ResourcePath path, string name)
    {
        try
        {
            return key.Scope.Covers(KeyScope.ForObject(path.Container, name))
                ? null
                : Refusal.Forbidden(LocalRefusalReasons.OutOfScope, "The name lies outside the key's scope.");
        }
        catch (ArgumentException fault)
        {
            return Refusal.Malformed($"The form's object name will not do. {fault.Message}");
        }
    }
}
