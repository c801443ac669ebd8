using System.CommandLine;
using System.Globalization;

namespace Glissade.Cli.Options;

/// <summary>--propensity: the constants of PSP@k, by the kind of data or as numbers.</summary>
internal static class PropensityOption
{
    private static readonly Choices<PropensityConstants> Named = new(
        ("general", PropensityConstants.General), ("wikipedia", PropensityConstants.Wikipedia), ("amazon", PropensityConstants.Amazon));

    public static Option<PropensityConstants?> Create() => OptionFactory.Create<PropensityConstants?>(
        "--propensity", $"{Named.Names}|A,B",
        $"constants of PSP@k, by the kind of data or as numbers [default: {Named.NameOf(PropensityConstants.General)}]",
        Parse, $"one of {Named.Names}, or two numbers such as 0.55,1.5");

    private static PropensityConstants? Parse(string text)
    {
        if (Named.Find(text) is { } named)
            return named;
        string[] parts = text.Split(',');
        return parts.Length == 2 && TryNumber(parts[0], out double a) && TryNumber(parts[1], out double b) && a >= 0 && b > 0
            ? new PropensityConstants(a, b)
            : null;
    }

    private static bool TryNumber(string text, out double number) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);
}
