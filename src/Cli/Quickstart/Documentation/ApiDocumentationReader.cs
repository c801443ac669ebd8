using System.Xml;

namespace Glissade.Cli.Quickstart;

/// <summary>
/// Reads the documentation comments of a compiler's XML file one by one; comments without any text of their own are left out.
/// </summary>
internal static class ApiDocumentationReader
{
    /// <summary>The comments of a file, in its order.</summary>
    /// <exception cref="XmlException">The file is not well-formed; comments before that place have been returned.</exception>
    public static IEnumerable<ApiMember> Read(Stream xml)
    {
        using XmlReader reader = XmlReader.Create(xml, new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null });
        while (reader.ReadToFollowing("member"))
        {
            string id = reader.GetAttribute("name") ?? "";
            if (!DocumentationId.TryParse(id, out DocumentationId? name) || reader.IsEmptyElement)
                continue;
            using XmlReader comment = reader.ReadSubtree();
            if (ReadComment(comment, id, name.Value) is { } member)
                yield return member;
        }
    }

    private static ApiMember? ReadComment(XmlReader reader, string id, DocumentationId name)
    {
        DocumentationText summary = new(name.OwnName);
        DocumentationText details = new(name.OwnName);
        reader.Read();
        reader.Read();
        while (!reader.EOF)
        {
            if (reader.NodeType != XmlNodeType.Element)
            {
                reader.Read();
                continue;
            }
            switch (reader.LocalName)
            {
                case "summary":
                    summary.AppendContents(reader);
                    break;
                case "param":
                    details.AppendIdentifier(reader.GetAttribute("name") ?? "");
                    details.AppendGap();
                    details.AppendContents(reader);
                    details.AppendGap();
                    break;
                case "returns" or "remarks" or "value":
                    details.AppendContents(reader);
                    details.AppendGap();
                    break;
                default:
                    // Exceptions and type parameters are nearly the same words for every member; inheritdoc has none.
                    reader.Skip();
                    break;
            }
        }
        ApiMember member = new(id, name, summary.Shown, summary.Learned, details.Learned);
        return member.Summary.Length == 0 && member.Details.Length == 0 ? null : member;
    }
}
