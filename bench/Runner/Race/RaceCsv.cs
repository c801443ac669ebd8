using System.Globalization;
using System.Text;

namespace Glissade.Runner.Race;

/// <summary>
/// All that was measured, one line an epoch of a run; an empty field is unknown. The run's own figures are on its last line only.
/// </summary>
internal static class RaceCsv
{
    public const string FileName = "race.csv";

    private const string Header =
        "task,method,points,run,epoch,seconds,precision_at_1,loss,rebuild_seconds,hash_learning_seconds," +
        "precision_at_3,precision_at_5,examples_per_second,active_neurons,peak_bytes\n";

    public static string Write(IReadOnlyList<RaceResult> results)
    {
        StringBuilder text = new(Header);
        foreach (RaceResult result in results)
        {
            foreach (MethodResult method in result.Methods)
            {
                int points = method.Method.Points ?? result.Shape.Train.PointCount;
                foreach (RaceRun run in method.Runs)
                    Append(text, $"{result.Task.Name},{method.Method.Name},{Number(points)},{Number(run.Round)}", run);
            }
        }
        return text.ToString();
    }

    private static void Append(StringBuilder text, string start, RaceRun run)
    {
        for (int i = 0; i < run.Epochs.Count; i++)
        {
            RaceEpoch epoch = run.Epochs[i];
            string[] fields =
            [
                start, Number(i + 1), Number(epoch.Seconds), Number(epoch.PrecisionAt1), Number(epoch.Loss), Number(epoch.RebuildSeconds),
                Number(epoch.LearningSeconds),
            ];
            string[] last = i + 1 < run.Epochs.Count
                ? ["", "", "", "", ""]
                :
                [
                    Number(run.PrecisionAt3), Number(run.PrecisionAt5), Number(run.ExamplesPerSecond), Number(run.ActiveNeurons),
                    Number(run.PeakBytes),
                ];
            text.AppendJoin(',', fields.Concat(last)).Append('\n');
        }
    }

    private static string Number(double value) => double.IsFinite(value) ? value.ToString("G6", CultureInfo.InvariantCulture) : "";

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
