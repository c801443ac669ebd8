namespace Glissade.Cli.Quickstart;

/// <summary>All labels in one space: first the declaring types, then the members, then the words of names.</summary>
internal sealed class LabelSpace
{
    private readonly string[] types;
    private readonly MemberLabel[] members;
    private readonly string[] words;

    public LabelSpace(string[] types, MemberLabel[] members, string[] words)
    {
        this.types = types;
        this.members = members;
        this.words = words;
    }

    /// <summary>Number of labels of all kinds.</summary>
    public int Count => types.Length + members.Length + words.Length;

    /// <summary>Number of types; their labels begin at 0.</summary>
    public int TypeCount => types.Length;

    /// <summary>Number of members.</summary>
    public int MemberCount => members.Length;

    /// <summary>Number of words.</summary>
    public int WordCount => words.Length;

    /// <summary>The first label of a member.</summary>
    public int FirstMember => types.Length;

    /// <summary>The first label of a word.</summary>
    public int FirstWord => types.Length + members.Length;

    /// <summary>What a label stands for.</summary>
    public LabelKind KindOf(int label) => label < FirstMember ? LabelKind.Type : label < FirstWord ? LabelKind.Member : LabelKind.Word;

    /// <summary>A label's name with its kind: "type: String", "member: String.TrimStart", "word: trim".</summary>
    public string NameOf(int label) => KindOf(label) switch
    {
        LabelKind.Type => $"type: {types[label]}",
        LabelKind.Member => $"member: {Member(label).Name}",
        _ => $"word: {words[label - FirstWord]}",
    };

    /// <summary>The display name of a type.</summary>
    public string TypeName(int label) => types[label];

    /// <summary>What is known about the member with a label.</summary>
    public MemberLabel Member(int label) => members[label - FirstMember];
}
