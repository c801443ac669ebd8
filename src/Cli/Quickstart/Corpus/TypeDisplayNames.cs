using System.Text;

namespace Glissade.Cli.Quickstart;

/// <summary>
/// Names types as people do: without namespace unless two types would be called the same, with their outer types, and "List&lt;&gt;" for
/// arity 1.
/// </summary>
internal sealed class TypeDisplayNames
{
    private readonly HashSet<string> types;
    private readonly Dictionary<string, int> uses = new(StringComparer.Ordinal);

    /// <summary>Learns which types there are.</summary>
    public TypeDisplayNames(IEnumerable<string> typeNames)
    {
        types = new HashSet<string>(typeNames, StringComparer.Ordinal);
        foreach (string type in types)
        {
            string name = ShortName(type);
            uses[name] = uses.GetValueOrDefault(name) + 1;
        }
    }

    /// <summary>The name of a type among all types.</summary>
    public string this[string typeName]
    {
        get
        {
            string name = ShortName(typeName);
            return uses.GetValueOrDefault(name) <= 1 ? name : WithGenericBrackets(typeName);
        }
    }

    private string ShortName(string typeName)
    {
        int start = typeName.LastIndexOf('.');
        while (start > 0 && types.Contains(typeName[..start]))
            start = typeName.LastIndexOf('.', start - 1);
        return WithGenericBrackets(typeName[(start + 1)..]);
    }

    private static string WithGenericBrackets(string typeName)
    {
        StringBuilder name = new();
        for (int i = 0; i < typeName.Length; i++)
        {
            if (typeName[i] != '`')
            {
                name.Append(typeName[i]);
                continue;
            }
            int arity = 0;
            while (i + 1 < typeName.Length && char.IsAsciiDigit(typeName[i + 1]))
                arity = (arity * 10) + (typeName[++i] - '0');
            name.Append('<').Append(',', Math.Max(arity - 1, 0)).Append('>');
        }
        return name.ToString();
    }
}
