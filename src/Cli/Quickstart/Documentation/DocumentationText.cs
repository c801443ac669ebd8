using System.Text;
using System.Xml;

namespace Glissade.Cli.Quickstart;

/// <summary>
/// The words of one part of a documentation comment, gathered twice: as a person reads them, and without the mentions of the member's own
/// name,
/// which would turn "find the member from its description" into copying.
/// </summary>
internal sealed class DocumentationText(string ownName)
{
    private readonly StringBuilder shown = new();
    private readonly StringBuilder learned = new();
    private readonly bool ownNameIsUnmistakable = IsUnmistakable(ownName);

    /// <summary>Everything, on one line.</summary>
    public string Shown => OnOneLine(shown);

    /// <summary>Everything but the member's own name, on one line.</summary>
    public string Learned => OnOneLine(learned);

    /// <summary>Adds an identifier, such as a parameter's name.</summary>
    public void AppendIdentifier(string identifier)
    {
        shown.Append(identifier);
        if (!identifier.Equals(ownName, StringComparison.Ordinal))
            learned.Append(identifier);
    }

    /// <summary>Adds a gap between words that come from different elements.</summary>
    public void AppendGap()
    {
        shown.Append(' ');
        learned.Append(' ');
    }

    /// <summary>Adds the contents of the element at which <paramref name="reader"/> stands, and moves behind it.</summary>
    public void AppendContents(XmlReader reader)
    {
        if (reader.IsEmptyElement)
        {
            reader.Read();
            return;
        }
        int depth = reader.Depth;
        reader.Read();
        while (reader.Depth > depth)
        {
            if (reader.NodeType == XmlNodeType.Element)
            {
                AppendElement(reader);
                continue;
            }
            if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace)
                AppendProse(reader.Value);
            reader.Read();
        }
        reader.Read();
    }

    private void AppendElement(XmlReader reader)
    {
        switch (reader.LocalName)
        {
            case "code":
                // Sample programs are no description: their words are other members' names.
                reader.Skip();
                AppendGap();
                break;
            case "see" or "seealso" when reader.IsEmptyElement:
                AppendIdentifier(reader.GetAttribute("langword") ?? DocumentationId.LastIdentifier(reader.GetAttribute("cref") ?? ""));
                reader.Read();
                break;
            case "paramref" or "typeparamref":
                AppendIdentifier(reader.GetAttribute("name") ?? "");
                reader.Skip();
                break;
            case "c" or "see" or "a" or "b" or "i" or "em" or "strong":
                AppendContents(reader);
                break;
            default:
                AppendGap();
                AppendContents(reader);
                AppendGap();
                break;
        }
    }

    /// <summary>
    /// Prose may name the member without a reference; "TrimStart" cannot mean anything else, whereas "name" is a word like others.
    /// </summary>
    private void AppendProse(string text)
    {
        shown.Append(text);
        if (!ownNameIsUnmistakable || !text.Contains(ownName, StringComparison.Ordinal))
        {
            learned.Append(text);
            return;
        }
        int position = 0;
        while (position < text.Length)
        {
            int end = position;
            while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] == '_'))
                end++;
            if (!text.AsSpan(position, end - position).SequenceEqual(ownName))
                learned.Append(text, position, end - position);
            if (end < text.Length)
                learned.Append(text[end++]);
            position = end;
        }
    }

    private static bool IsUnmistakable(string name)
    {
        for (int i = 1; i < name.Length; i++)
        {
            if (name[i] == '_' || (char.IsAsciiLetterUpper(name[i]) && char.IsAsciiLetterLower(name[i - 1])))
                return true;
        }
        return false;
    }

    private static string OnOneLine(StringBuilder text) =>
        string.Join(' ', text.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
