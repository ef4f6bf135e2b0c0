namespace ValetKey;

/// <summary>
/// A demand that only some providers know, such as a storage class or an encryption scope. Providers derive their own types;
/// a form that does not declare a request's extra is not chosen, and if none declares it the request is refused.
/// </summary>
public abstract record KeyExtra;
