using System.Globalization;
using Spectre.Console;

namespace Glissade.Cli.Quickstart;

/// <summary>
/// The demonstration from end to end: read, train, test beside baselines, answer. Results go to one console, progress to the other.
/// </summary>
internal sealed class QuickstartCommand(IAnsiConsole output, IAnsiConsole messages)
{
    /// <summary>Runs the demonstration and returns the exit code.</summary>
    /// <param name="locator">Where to look for documentation.</param>
    /// <param name="sample">The training and test points that stand in where there is no documentation.</param>
    /// <param name="trainer">Trains the model.</param>
    /// <param name="queries">Descriptions to answer; if there are none, <see cref="SampleQueries"/>.</param>
    public int Run(
        ApiDocumentationLocator locator,
        Func<(Dataset Train, Dataset Test)> sample,
        QuickstartTrainer trainer,
        IReadOnlyList<string> queries)
    {
        IReadOnlyList<string> files = locator.Find();
        if (files.Count > 0)
        {
            string folder = Path.GetDirectoryName(files[0]) ?? "";
            Say(string.Create(CultureInfo.InvariantCulture, $"reading {files.Count} documentation files in {folder} and beside it"));
            QuickstartCorpus corpus = QuickstartCorpus.Build(files, Say);
            // An installation may hold packs without comments; a handful would be no demonstration.
            if (corpus.Train.Count > 0 && corpus.Test.Count > 0)
                return Demonstrate(corpus, trainer, queries.Count > 0 ? queries : SampleQueries.All);
        }
        return Demonstrate(sample(), trainer, queries);
    }

    private int Demonstrate(QuickstartCorpus corpus, QuickstartTrainer trainer, IReadOnlyList<string> queries)
    {
        QuickstartReport report = new(output);
        report.ShowCorpus(corpus);
        (List<QuickstartResult> results, IQuickstartModel model) = Compare(corpus.Train, corpus.Test, corpus.Labels, trainer);
        using IDisposable? owned = model as IDisposable;
        report.ShowResults(results);
        foreach (string query in queries)
            report.ShowAnswer(QueryAnswer.Find(model, corpus, query));
        report.ShowEnd();
        return 0;
    }

    private int Demonstrate((Dataset Train, Dataset Test) sample, QuickstartTrainer trainer, IReadOnlyList<string> queries)
    {
        if (queries.Count > 0)
            Say("the generated sample has no words: the descriptions are left unanswered");
        QuickstartReport report = new(output);
        report.ShowSample(sample.Train, sample.Test);
        (List<QuickstartResult> results, IQuickstartModel model) = Compare(sample.Train, sample.Test, labels: null, trainer);
        using IDisposable? owned = model as IDisposable;
        report.ShowResults(results);
        report.ShowExamples(model, sample.Test);
        return 0;
    }

    /// <summary>Measures both baselines and the model, which comes last.</summary>
    private (List<QuickstartResult> Results, IQuickstartModel Model) Compare(
        Dataset train, Dataset test, LabelSpace? labels, QuickstartTrainer trainer)
    {
        List<QuickstartResult> results = [];
        Measure("most frequent labels", () => new MostFrequentLabels(train));
        Measure("nearest neighbours", () => new NearestNeighbours(train));
        IQuickstartModel model = Measure("Glissade", () => trainer(train, new SayProgress(Say)));
        return (results, model);

        IQuickstartModel Measure(string name, Func<IQuickstartModel> make)
        {
            Say($"{name}: training");
            long start = TimeProvider.System.GetTimestamp();
            IQuickstartModel made = make();
            double seconds = TimeProvider.System.GetElapsedTime(start).TotalSeconds;
            Say(string.Create(CultureInfo.InvariantCulture, $"{name}: answering {test.Count} questions"));
            results.Add(new QuickstartResult(name, seconds, QuickstartEvaluation.Measure(made, test, labels)));
            return made;
        }
    }

    private void Say(string message) => messages.WriteLine(message);

    /// <summary>Reports at once and in order, which <see cref="Progress{T}"/> does not promise.</summary>
    private sealed class SayProgress(Action<string> say) : IProgress<string>
    {
        public void Report(string value) => say(value);
    }
}
