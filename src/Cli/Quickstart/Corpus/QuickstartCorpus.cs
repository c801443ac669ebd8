namespace Glissade.Cli.Quickstart;

/// <summary>
/// The documentation as a text set. A type or member is described by several texts: its summaries (one for each overload), and its name
/// together with remarks,
/// parameters and returned value. Of one in ten, every summary is held out of training; the first of them is the question of the test.
/// So every label has been seen in training, and no test text has.
/// </summary>
internal sealed record QuickstartCorpus(
    Dataset Train,
    Dataset Test,
    LabelSpace Labels,
    TextFeaturizer Featurizer,
    IReadOnlyList<string> TestTexts,
    QuickstartStatistics Statistics)
{
    /// <summary>Reads documentation files and makes the text set; the same files give the same set.</summary>
    /// <param name="files">Documentation files, the more trusted first: a comment found again is ignored.</param>
    /// <param name="report">Receives a line for each file that is left out.</param>
    public static QuickstartCorpus Build(IReadOnlyList<string> files, Action<string> report)
    {
        long start = TimeProvider.System.GetTimestamp();
        (List<ApiMember> members, int unreadable) = ApiDocumentationFiles.Read(files, report);
        double readSeconds = TimeProvider.System.GetElapsedTime(start).TotalSeconds;
        start = TimeProvider.System.GetTimestamp();
        QuickstartCorpus corpus = Build(members);
        QuickstartStatistics statistics = corpus.Statistics with
        {
            Files = files.Count,
            UnreadableFiles = unreadable,
            ReadSeconds = readSeconds,
            BuildSeconds = TimeProvider.System.GetElapsedTime(start).TotalSeconds,
        };
        return corpus with { Statistics = statistics };
    }

    /// <summary>Makes the text set of documentation comments.</summary>
    public static QuickstartCorpus Build(IReadOnlyList<ApiMember> members) => new QuickstartCorpusBuilder(members).Build();
}
