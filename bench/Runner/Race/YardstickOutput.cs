using System.Globalization;
using System.Text.RegularExpressions;

namespace Glissade.Runner.Race;

/// <summary>
/// Reads what the yardstick prints: for each epoch a line "epoch E ... train_s S ex/s X ...", S the training seconds from the start on and
/// X the samples a second so far, in it perhaps "mean active A", and then a line "eval N: P@1 P". All others are passed over.
/// </summary>
internal static partial class YardstickOutput
{
    /// <exception cref="DataFormatException">There are not as many epochs as asked for, or P@1 is not that of all test points.</exception>
    public static RaceRun Parse(string output, int epochs, int testPoints, int round, double peakBytes)
    {
        List<RaceEpoch> curve = [];
        double examplesPerSecond = double.NaN;
        double active = double.NaN;
        double? seconds = null;
        foreach (string line in output.Split('\n'))
        {
            if (EpochLine().Match(line) is { Success: true } epoch)
            {
                seconds = Number(epoch, "seconds");
                examplesPerSecond = Number(epoch, "rate");
                active = Number(epoch, "active");
            }
            else if (seconds is { } elapsed && EvaluationLine().Match(line) is { Success: true } evaluation)
            {
                if ((int)Number(evaluation, "points") != testPoints)
                    throw new DataFormatException($"the yardstick was to evaluate {testPoints} points, but said \"{line.Trim()}\"");
                curve.Add(new RaceEpoch(elapsed, Number(evaluation, "precision"), double.NaN, double.NaN, double.NaN));
                seconds = null;
            }
        }
        return curve.Count == epochs
            ? new RaceRun(round, curve, examplesPerSecond, active, peakBytes)
            : throw new DataFormatException($"the yardstick was to print {epochs} epochs, but printed {curve.Count}");
    }

    private static double Number(Match match, string group) =>
        match.Groups[group] is { Success: true } found ? double.Parse(found.ValueSpan, CultureInfo.InvariantCulture) : double.NaN;

    [GeneratedRegex(@"^epoch \d+ .*\btrain_s (?<seconds>[\d.]+) ex/s (?<rate>[\d.]+)(.*\bmean active (?<active>[\d.]+))?")]
    private static partial Regex EpochLine();

    [GeneratedRegex(@"^\s*eval (?<points>\d+): P@1 (?<precision>[\d.]+)")]
    private static partial Regex EvaluationLine();
}
