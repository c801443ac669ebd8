using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;

namespace Glissade.Cli.Options;

/// <summary>Options whose errors say what was found and what was expected, as all the command's do. An option left out is null.</summary>
internal static class OptionFactory
{
    public static Option<T?> Number<T>(string name, string helpName, string description)
        where T : struct, INumber<T> =>
        Create<T?>(name, helpName, description, ParseNumber<T>, IsWhole<T>() ? "a whole number in range" : "a number");

    public static Option<T?> Choice<T>(string name, Choices<T> choices, string description)
        where T : struct
    {
        Option<T?> option = Create<T?>(name, choices.Names, description, choices.Find, $"one of {choices.Names}");
        option.CompletionSources.Clear();
        option.CompletionSources.Add(_ => choices.All.Select(choice => new System.CommandLine.Completions.CompletionItem(choice)));
        return option;
    }

    public static Option<Toggle?> Switch(string name, string description) => Choice(name, Toggles.Names, description);

    /// <summary>True if it is there; it takes no value.</summary>
    public static Option<bool> Flag(string name, string description) => new(name) { Description = description, Arity = ArgumentArity.Zero };

    public static Option<string?> File(string name, string description) => new(name) { HelpName = "FILE", Description = description };

    /// <summary>An option with one value; <paramref name="parse"/> returns null for text that it does not understand.</summary>
    public static Option<T> Create<T>(string name, string helpName, string description, Func<string, T?> parse, string expected) =>
        new(name)
        {
            HelpName = helpName,
            Description = description,
            Arity = ArgumentArity.ExactlyOne,
            CustomParser = result => Parse(result, name, parse, expected)!,
        };

    private static T? Parse<T>(ArgumentResult result, string name, Func<string, T?> parse, string expected)
    {
        string text = result.Tokens[0].Value;
        T? value = parse(text);
        if (value is null)
            result.AddError($"{name}: found \"{text}\", expected {expected}");
        return value;
    }

    /// <summary>Whether halves round, as they do among whole numbers only.</summary>
    private static bool IsWhole<T>()
        where T : struct, INumber<T> =>
        T.IsInteger(T.One / (T.One + T.One));

    private static T? ParseNumber<T>(string text)
        where T : struct, INumber<T> =>
        T.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out T value) && T.IsFinite(value) ? value : null;
}
