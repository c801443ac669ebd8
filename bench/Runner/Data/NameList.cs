namespace Glissade.Runner.Data;

/// <summary>Names separated by commas, as options take them.</summary>
internal static class NameList
{
    /// <summary>The names; none if the option is not given.</summary>
    public static IReadOnlyList<string> Split(string? list) =>
        list?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    /// <exception cref="UsageException">A name is not among those known.</exception>
    public static void Check(string option, string what, IReadOnlyList<string> names, IEnumerable<string> known)
    {
        string[] expected = [.. known];
        if (names.FirstOrDefault(name => !expected.Contains(name)) is { } unknown)
            throw new UsageException($"{option}: no {what} \"{unknown}\", expected some of {string.Join(", ", expected)}");
    }
}
