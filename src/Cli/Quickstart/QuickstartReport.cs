using System.Globalization;
using Spectre.Console;

namespace Glissade.Cli.Quickstart;

/// <summary>Prints the demonstration; plain text when the output is no terminal.</summary>
internal sealed class QuickstartReport(IAnsiConsole console)
{
    private const int BarWidth = 10;
    private const int ShownExamples = 3;

    /// <summary>What was read, and what is asked.</summary>
    public void ShowCorpus(QuickstartCorpus corpus)
    {
        QuickstartStatistics statistics = corpus.Statistics;
        LabelSpace labels = corpus.Labels;
        Title("The documentation of .NET as a text set");
        Grid grid = TwoColumns();
        grid.AddRow(
            "read",
            $"{Number(statistics.Comments)} documentation comments in "
                + $"{Number(statistics.Files - statistics.UnreadableFiles)} files of the installed SDK, "
                + Seconds(statistics.ReadSeconds + statistics.BuildSeconds));
        grid.AddRow("training", $"{Number(corpus.Train.Count)} texts, {Number(corpus.Train.FeatureCount)} words and pairs of words");
        grid.AddRow(
            "labels",
            $"{Number(labels.Count)}: {Number(labels.TypeCount)} types, {Number(labels.MemberCount)} members, "
                + $"{Number(labels.WordCount)} words of names");
        grid.AddRow("test", $"{Number(corpus.Test.Count)} summaries that training has not seen");
        ReadOnlySpan<int> truth = corpus.Test.Labels(corpus.Test.Count / 2);
        grid.AddRow("such as", Markup.Escape($"\"{corpus.TestTexts[corpus.Test.Count / 2]}\""));
        grid.AddRow("labelled", Markup.Escape(string.Join(", ", truth.ToArray().Select(labels.NameOf))));
        console.Write(grid);
        console.WriteLine();
        console.WriteLine(
            "Each text is labelled with its type, its member and the words of the member's name. "
            + $"One type or member in {QuickstartCorpusBuilder.HeldOutShare} is tested: training sees its name, parameters and remarks, "
            + "but none of its summaries, overloads included. Its summary, without mentions of its own name, is the question. "
            + "Not asked: "
            + $"{Number(statistics.Boilerplate)} of {Number(statistics.HeldOut)} such summaries, "
            + "too short or word for word those of other members.");
        console.WriteLine();
    }

    /// <summary>What the generated sample is, and why it is used.</summary>
    public void ShowSample(Dataset train, Dataset test)
    {
        Title("A generated sample");
        console.WriteLine(
            "No .NET SDK with documentation was found (reference packs in its packs folder), so the generated sample stands in: "
            + "numbers instead of words.");
        Grid grid = TwoColumns();
        grid.AddRow("training", $"{Number(train.Count)} points, {Number(train.FeatureCount)} features");
        grid.AddRow("labels", Number(train.LabelCount));
        grid.AddRow("test", $"{Number(test.Count)} points");
        console.Write(grid);
        console.WriteLine();
    }

    /// <summary>The figures, the model's beside the baselines'.</summary>
    public void ShowResults(IReadOnlyList<QuickstartResult> results)
    {
        Title("How often it is right");
        bool kinds = results.Any(r => r.Scores.TypeWithin.Length > 0);
        Table table = new Table().Border(TableBorder.Rounded);
        table.AddColumn("");
        foreach (int depth in QuickstartScores.PrecisionDepths)
            AddFigureColumn(table, $"P@{depth}");
        if (kinds)
        {
            foreach (int depth in QuickstartScores.TypeDepths)
                AddFigureColumn(table, $"type\nin {depth}");
            foreach (int depth in QuickstartScores.MemberDepths)
                AddFigureColumn(table, $"member\nin {depth}");
        }
        AddFigureColumn(table, "made in");
        AddFigureColumn(table, "a question");
        foreach (QuickstartResult result in results)
        {
            QuickstartScores scores = result.Scores;
            IEnumerable<double> figures = scores.PrecisionAt.Concat(scores.TypeWithin).Concat(scores.MemberWithin);
            string style = result == results[^1] ? "bold green" : "default";
            string[] cells =
            [
                result.Name, .. figures.Select(Percent), Seconds(result.TrainSeconds),
                string.Create(CultureInfo.InvariantCulture, $"{scores.Milliseconds:F2} ms"),
            ];
            table.AddRow([.. cells.Select(cell => $"[{style}]{Markup.Escape(cell)}[/]")]);
        }
        console.Write(table);
        console.WriteLine(kinds
            ? "Percent. P@k: right ones among the first k labels of all kinds. "
                + "In k: the right type (member) is among the first k types (members); "
                + "ties count against. A question: every label scored, on one thread."
            : "Percent. P@k: right ones among the first k labels.");
        console.WriteLine();
    }

    /// <summary>The members found for a description.</summary>
    public void ShowAnswer(QueryAnswer answer)
    {
        console.Write(new Rule($"[bold]\"{Markup.Escape(answer.Query)}\"[/]").LeftJustified());
        if (answer.Members.Count == 0)
        {
            console.WriteLine("None of these words occurs in the documentation.");
            console.WriteLine();
            return;
        }
        int nameWidth = answer.Members.Max(a => a.Member.Name.Length);
        int summaryWidth = Math.Max(20, console.Profile.Width - BarWidth - nameWidth - 6);
        Grid grid = new Grid().AddColumns([.. Enumerable.Range(0, 3).Select(_ => new GridColumn().NoWrap())]);
        foreach (MemberAnswer found in answer.Members)
        {
            grid.AddRow(
                $"[green]{Bar(found.Strength)}[/]", $"[bold]{Markup.Escape(found.Member.Name)}[/]",
                $"[grey]{Markup.Escape(Shortened(found.Member.Summary, summaryWidth))}[/]");
        }
        console.Write(grid);
        string types = Markup.Escape(string.Join(", ", answer.Types));
        console.MarkupLine(string.Create(CultureInfo.InvariantCulture, $"[grey]types: {types} ({answer.Milliseconds:F1} ms)[/]"));
        console.WriteLine();
    }

    /// <summary>What the bars of the answers mean, and how to ask further.</summary>
    public void ShowEnd()
    {
        console.WriteLine(
            "Bars: full for the best answer, empty for the twentieth. "
            + "It is the tested model that answers: one summary in ten is unknown to it.");
        console.WriteLine("Ask your own: glissade quickstart \"turn a string into upper case\"");
    }

    /// <summary>Predictions for a few test points without names.</summary>
    public void ShowExamples(IQuickstartModel model, Dataset test)
    {
        Title("A few predictions");
        Table table = new Table().Border(TableBorder.Rounded).AddColumns("point", "true labels", "predicted label:score");
        int[] labels = new int[QuickstartScores.PrecisionDepths[^1]];
        float[] scores = new float[labels.Length];
        for (int point = 0; point < Math.Min(ShownExamples, test.Count); point++)
        {
            model.PredictTop(test.Features(point), labels, scores);
            int[] truth = test.Labels(point).ToArray();
            IEnumerable<string> predicted = labels.Zip(scores, (label, score) => Prediction(label, score, truth.Contains(label)));
            table.AddRow(Number(point), string.Join(' ', truth), string.Join(' ', predicted));
        }
        console.Write(table);
        console.WriteLine();
    }

    private static string Prediction(int label, float score, bool right)
    {
        if (label < 0)
            return "";
        string text = string.Create(CultureInfo.InvariantCulture, $"{label}:{score:F2}");
        return right ? $"[bold green]{text}[/]" : text;
    }

    private static Grid TwoColumns() => new Grid().AddColumn(new GridColumn().NoWrap().PadRight(2)).AddColumn();

    private static void AddFigureColumn(Table table, string header) => table.AddColumn(new TableColumn(header).RightAligned().NoWrap());

    private static string Bar(float strength)
    {
        int full = Math.Clamp((int)MathF.Round(strength * BarWidth), 0, BarWidth);
        return new string('\u2588', full) + new string('\u2591', BarWidth - full);
    }

    private static string Shortened(string text, int width)
    {
        if (text.Length <= width)
            return text;
        int space = text.LastIndexOf(' ', width - 2);
        return text[..(space > 0 ? space : width - 1)] + "\u2026";
    }

    private static string Number(int value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Percent(double share) => (100 * share).ToString("F1", CultureInfo.InvariantCulture);

    private static string Seconds(double value) => string.Create(CultureInfo.InvariantCulture, $"{value:F1} s");

    private void Title(string text) => console.Write(new Rule($"[bold]{Markup.Escape(text)}[/]").LeftJustified());
}
