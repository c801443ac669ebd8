using System.CommandLine;

namespace Glissade.Cli.Options;

/// <summary>True or false, given as a word. (Of an option of type bool, the parser takes an unknown value for an argument.)</summary>
internal enum Toggle
{
    False,
    True,
}

/// <summary>Reads options that are true, false or left out.</summary>
internal static class Toggles
{
    public static Choices<Toggle> Names { get; } = new(("true", Toggle.True), ("false", Toggle.False));

    public static bool? GetToggle(this ParseResult parsed, Option<Toggle?> option) => parsed.GetValue(option) switch
    {
        Toggle.True => true,
        Toggle.False => false,
        _ => null,
    };
}
