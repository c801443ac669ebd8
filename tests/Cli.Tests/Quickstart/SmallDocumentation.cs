using System.Globalization;
using System.Text;
using Glissade.Cli.Quickstart;

namespace Glissade.Cli.Tests.Quickstart;

/// <summary>Documentation of an imaginary library, large enough for some members to be held out.</summary>
internal static class SmallDocumentation
{
    private static readonly string[] Verbs =
        ["Bake", "Slice", "Freeze", "Peel", "Roast", "Stir", "Chop", "Mash", "Grill", "Rinse", "Toast", "Whisk"];

    private static readonly string[] Things =
        ["Bread", "Carrot", "Onion", "Potato", "Pepper", "Apple", "Cheese", "Lentil", "Pumpkin", "Celery"];

    /// <summary>A file of 10 types with 12 methods each, every method with two overloads.</summary>
    public static string Kitchen()
    {
        StringBuilder xml = new("<doc><assembly><name>Kitchen</name></assembly><members>");
        foreach (string thing in Things)
        {
            AddMember(xml, $"T:Kitchen.{thing}", $"<summary>Represents one {thing} on the table of a cook.</summary>");
            foreach (string verb in Verbs)
            {
                string details = $"<param name='heat'>How warm it gets.</param><returns>What is left of the {thing} afterwards.</returns>";
                AddMember(xml, $"M:Kitchen.{thing}.{verb}", $"<summary>Will {verb} the {thing} with care.</summary>{details}");
                string overload = $"M:Kitchen.{thing}.{verb}(System.Int32)";
                AddMember(xml, overload, $"<summary>Will {verb} the {thing} for some minutes.</summary>{details}");
            }
        }
        return xml.Append("</members></doc>").ToString();
    }

    /// <summary>The comments of a file given as text.</summary>
    public static List<ApiMember> Read(string xml)
    {
        using MemoryStream stream = new(Encoding.UTF8.GetBytes(xml));
        return [.. ApiDocumentationReader.Read(stream)];
    }

    /// <summary>The comment of a file with one member.</summary>
    public static ApiMember ReadOne(string id, string comment) =>
        Assert.Single(Read($"<doc><members><member name=\"{id}\">{comment}</member></members></doc>"));

    private static void AddMember(StringBuilder xml, string id, string comment) =>
        xml.Append(CultureInfo.InvariantCulture, $"<member name='{id}'>{comment}</member>");
}
