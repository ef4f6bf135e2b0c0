using ValetKey.Local.Service;
using ValetKey.Providers;

namespace ValetKey.Local.Signing;

/// <summary>The fields of a form: named as S3's, so that a page written for one works with the other.</summary>
internal static class LocalForm
{
    public static SignedForm Create(KeyGrant grant, string containerUrl, string token)
    {
        OrderedDictionary<string, string> fields = new()
        {
            [FieldNames.Name] = grant.Scope.Kind == ResourceKinds.Object ? grant.Scope.Name : grant.Scope.Name + SignedForm.FileNamePlaceholder,
        };
        if (grant.Constraints.ContentType is { } type)
        {
            fields.Add(FieldNames.ContentType, grant.Constraints.IsContentTypeFamily ? "" : type);
        }

        foreach ((string name, string value) in grant.Constraints.Metadata.Each())
        {
            fields.Add(ServiceHeaders.MetadataPrefix + name, value);
        }

        fields.Add(FieldNames.Token, token);
        return new SignedForm(grant, containerUrl, fields);
    }
}
