namespace Glissade.Cli.Options;

/// <summary>The values of an option that can be named, and their names.</summary>
internal sealed class Choices<T>(params (string Name, T Value)[] choices)
    where T : struct
{
    /// <summary>The names as the help shows them: a|b|c.</summary>
    public string Names => string.Join('|', choices.Select(choice => choice.Name));

    public IEnumerable<string> All => choices.Select(choice => choice.Name);

    public T? Find(string name)
    {
        foreach ((string candidate, T value) in choices)
        {
            if (string.Equals(candidate, name, StringComparison.OrdinalIgnoreCase))
                return value;
        }
        return null;
    }

    public string NameOf(T value) => choices.First(choice => EqualityComparer<T>.Default.Equals(choice.Value, value)).Name;
}
