namespace ValetKey;

/// <summary>How the text of a message is written into a <see cref="MessageFormat"/>. The set is closed: a key with another is refused.</summary>
public enum MessageEscape
{
    /// <summary>
    /// As the text of an XML element (XML 1.0, 2.2 and 2.4): with the predefined entities, and <c>&amp;#xD;</c> for a carriage return, which a reader
    /// would take for a line feed. Control characters other than tab, line feed and carriage return, U+FFFE and U+FFFF have no place in XML.
    /// </summary>
    Xml,

    /// <summary>As what stands between the quotes of a JSON string (RFC 8259, section 7), which has a place for every character.</summary>
    Json,

    /// <summary>The bytes of the text in UTF-8, in base64 (RFC 4648, section 4).</summary>
    Base64,
}
