using System.Diagnostics.CodeAnalysis;

namespace Glissade.Cli.Quickstart;

/// <summary>
/// The parts of a documentation id such as <c>M:System.String.TrimStart(System.Char)</c>. Overloads, generic overloads and explicit
/// implementations
/// of a member come out equal: they share what a person calls the member.
/// </summary>
/// <param name="Kind">What is documented.</param>
/// <param name="TypeName">The (declaring) type with namespace, outer types and generic arity:
/// <c>System.Collections.Generic.List`1</c>.</param>
/// <param name="MemberName">The member without signature; a constructor has its type's name; a type has none.</param>
internal readonly record struct DocumentationId(ApiMemberKind Kind, string TypeName, string MemberName)
{
    /// <summary>The type's name, or the type's and the member's.</summary>
    public string FullName => Kind == ApiMemberKind.Type ? TypeName : $"{TypeName}.{MemberName}";

    /// <summary>What a mention of this member reads like: the member's name, or the type's without arity.</summary>
    public string OwnName => Kind == ApiMemberKind.Type ? LastIdentifier(TypeName) : MemberName;

    /// <summary>Reads an id; false for namespaces, unresolved references and names no C# source could hold.</summary>
    public static bool TryParse(string id, [NotNullWhen(true)] out DocumentationId? parsed)
    {
        parsed = null;
        if (id.Length < 3 || id[1] != ':')
            return false;
        string name = WithoutSignature(id);
        if (id[0] == 'T')
        {
            parsed = new DocumentationId(ApiMemberKind.Type, name, "");
            return IsPath(name);
        }
        int dot = name.LastIndexOf('.');
        if (dot <= 0)
            return false;
        string type = name[..dot];
        string member = Simplified(name[(dot + 1)..]);
        ApiMemberKind? kind = (id[0], member) switch
        {
            ('M', "#ctor" or "#cctor") => ApiMemberKind.Constructor,
            ('M', _) => ApiMemberKind.Method,
            ('P', _) => ApiMemberKind.Property,
            ('F', _) => ApiMemberKind.Field,
            ('E', _) => ApiMemberKind.Event,
            _ => null,
        };
        if (kind is null)
            return false;
        if (kind == ApiMemberKind.Constructor)
            member = LastIdentifier(type);
        parsed = new DocumentationId(kind.Value, type, member);
        // Some packs document private fields, which nobody can use.
        return IsPath(type) && IsIdentifier(member) && member[0] != '_';
    }

    /// <summary>
    /// The word a reader sees for a reference: its last identifier, without arity and signature; a constructor's is its type's.
    /// </summary>
    public static string LastIdentifier(string reference)
    {
        string name = WithoutSignature(reference);
        if (name.EndsWith(".#ctor", StringComparison.Ordinal))
            name = name[..^".#ctor".Length];
        return Simplified(name[(name.LastIndexOf('.') + 1)..]);
    }

    private static string WithoutSignature(string id)
    {
        int start = id.Length > 1 && id[1] == ':' ? 2 : 0;
        int end = id.AsSpan().IndexOfAny('(', '~');
        return end < 0 ? id[start..] : id[start..end];
    }

    /// <summary>Drops generic arity and, for an explicit implementation, the interface: <c>I#Love{T}#Add``1</c> is <c>Add</c>.</summary>
    private static string Simplified(string name)
    {
        int arity = name.IndexOf('`', StringComparison.Ordinal);
        if (arity >= 0 && name.AsSpan(arity).IndexOf('#') < 0)
            name = name[..arity];
        int hash = name.LastIndexOf('#');
        return hash > 0 ? name[(hash + 1)..] : name;
    }

    private static bool IsPath(string name)
    {
        foreach (Range part in name.AsSpan().Split('.'))
        {
            ReadOnlySpan<char> identifier = name.AsSpan(part);
            int arity = identifier.IndexOf('`');
            if (!IsIdentifier(arity < 0 ? identifier : identifier[..arity]))
                return false;
        }
        return true;
    }

    private static bool IsIdentifier(ReadOnlySpan<char> name)
    {
        foreach (char c in name)
        {
            if (!char.IsLetterOrDigit(c) && c != '_')
                return false;
        }
        return !name.IsEmpty;
    }
}
