namespace Glissade.Cli.Quickstart;

/// <summary>Gives every type, member and word of a name its label.</summary>
internal sealed class LabelSpaceBuilder
{
    private readonly Dictionary<string, int> types = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> members = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> words = new(StringComparer.Ordinal);

    public LabelSpaceBuilder(IReadOnlyList<ApiMember> comments)
    {
        Dictionary<string, (DocumentationId Id, string Summary)> firstOf = new(StringComparer.Ordinal);
        foreach (ApiMember comment in comments)
        {
            types.TryAdd(comment.Name.TypeName, types.Count);
            foreach (string word in NameWords(comment.Name))
                words.TryAdd(word, words.Count);
            if (comment.Name.Kind == ApiMemberKind.Type)
                continue;
            members.TryAdd(comment.Name.FullName, members.Count);
            if (!firstOf.TryGetValue(comment.Name.FullName, out (DocumentationId Id, string Summary) first) || first.Summary.Length == 0)
                firstOf[comment.Name.FullName] = (comment.Name, comment.Summary);
        }
        TypeDisplayNames display = new(types.Keys);
        MemberLabel[] memberLabels = new MemberLabel[members.Count];
        foreach ((string name, (DocumentationId id, string summary)) in firstOf)
            memberLabels[members[name]] = new MemberLabel(DisplayName(id, display), summary, types[id.TypeName], WordLabels(id));
        Labels = new LabelSpace(InOrder(types, t => display[t]), memberLabels, InOrder(words, w => w));
    }

    /// <summary>The labels.</summary>
    public LabelSpace Labels { get; }

    /// <summary>
    /// The labels of a comment: the declaring type, the member unless it describes the type itself, and the words of the name.
    /// </summary>
    public int[] LabelsOf(DocumentationId id)
    {
        int[] wordLabels = WordLabels(id);
        return id.Kind == ApiMemberKind.Type
            ? [types[id.TypeName], .. wordLabels]
            : [types[id.TypeName], types.Count + members[id.FullName], .. wordLabels];
    }

    /// <summary>The words of a name as a text: a type's own, or the declaring type's and the member's.</summary>
    public static string NameText(DocumentationId id)
    {
        string type = DocumentationId.LastIdentifier(id.TypeName);
        return id.Kind is ApiMemberKind.Type or ApiMemberKind.Constructor ? type : $"{type} {Spoken(id.MemberName)}";
    }

    /// <summary>Single letters, such as an interface's I, are no words, unless they are the whole name.</summary>
    private static List<string> NameWords(DocumentationId id)
    {
        List<string> all = WordSplitter.Words(Spoken(id.OwnName));
        List<string> words = all.FindAll(word => word.Length > 1);
        return words.Count > 0 ? words : all;
    }

    /// <summary>An operator's method is op_Addition in metadata.</summary>
    private static string Spoken(string name) =>
        name.StartsWith("op_", StringComparison.Ordinal) ? $"operator {name["op_".Length..]}" : name;

    private static string DisplayName(DocumentationId id, TypeDisplayNames types) =>
        id.Kind == ApiMemberKind.Constructor ? $"new {types[id.TypeName]}" : $"{types[id.TypeName]}.{Spoken(id.MemberName)}";

    private int[] WordLabels(DocumentationId id) =>
        [.. NameWords(id).Distinct(StringComparer.Ordinal).Select(word => types.Count + members.Count + words[word])];

    private static string[] InOrder(Dictionary<string, int> numbers, Func<string, string> name)
    {
        string[] names = new string[numbers.Count];
        foreach ((string key, int number) in numbers)
            names[number] = name(key);
        return names;
    }
}
