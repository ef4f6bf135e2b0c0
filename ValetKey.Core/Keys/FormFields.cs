using System.Collections.ObjectModel;
using System.Text.Json.Serialization;
using ValetKey.Json;

namespace ValetKey;

/// <summary>
/// The fields of a <see cref="SignedForm"/>, which stay in their order: a service may ignore what comes late. In JSON they are an array of
/// <c>name</c> and <c>value</c>, since the order of an object's members means nothing (RFC 8259, 1).
/// </summary>
[JsonConverter(typeof(FormFieldsJsonConverter))]
public sealed class FormFields : ReadOnlyDictionary<string, string>
{
    /// <summary>Copies fields.</summary>
    /// <param name="fields">The fields, in the order in which they are to be sent.</param>
    /// <exception cref="ArgumentException">A name comes twice.</exception>
    public FormFields(IEnumerable<KeyValuePair<string, string>> fields)
        : this(new OrderedDictionary<string, string>(fields))
    {
    }

    /// <summary>Keeps fields that nobody else changes.</summary>
    internal FormFields(OrderedDictionary<string, string> own)
        : base(own)
    {
    }
}
