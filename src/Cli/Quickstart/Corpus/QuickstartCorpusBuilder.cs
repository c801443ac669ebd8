using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text;

namespace Glissade.Cli.Quickstart;

/// <summary>Turns documentation comments into training and test points.</summary>
internal sealed class QuickstartCorpusBuilder(IReadOnlyList<ApiMember> comments)
{
    /// <summary>The summaries of one in so many types and members are held out.</summary>
    public const int HeldOutShare = 10;

    /// <summary>"Xml." asks for nobody in particular either.</summary>
    private const int ShortestQuestion = 3;

    private readonly WordTable words = new();
    private readonly List<(int[] Words, DocumentationId Name)> trainingTexts = [];
    private readonly HashSet<ulong> trainingTextHashes = [];
    private readonly HashSet<(string Name, ulong Text)> trainingPoints = [];
    private readonly Dictionary<string, (int[] Words, ApiMember Comment)> questions = new(StringComparer.Ordinal);

    public QuickstartCorpus Build()
    {
        LabelSpaceBuilder labels = new(comments);
        foreach (ApiMember comment in comments)
            Place(comment);
        TextFeaturizer featurizer = TextFeaturizer.Fit(words, [.. trainingTexts.Select(t => t.Words)]);

        DatasetBuilder train = new();
        foreach ((int[] text, DocumentationId name) in trainingTexts)
            Add(train, featurizer.Transform(text), labels.LabelsOf(name));
        DatasetBuilder test = new();
        List<string> testTexts = [];
        foreach ((int[] text, ApiMember comment) in questions.Values)
        {
            SparseVector features = featurizer.Transform(text);
            // A summary that others share word for word ("Gets the hash code.") asks for nobody in particular.
            if (text.Length < ShortestQuestion || features.Count == 0 || trainingTextHashes.Contains(HashOf(text)))
                continue;
            Add(test, features, labels.LabelsOf(comment.Name));
            testTexts.Add(comment.Description);
        }
        int featureCount = featurizer.FeatureCount;
        int labelCount = labels.Labels.Count;
        QuickstartStatistics statistics = new(
            Files: 0,
            UnreadableFiles: 0,
            comments.Count,
            questions.Count,
            questions.Count - testTexts.Count,
            ReadSeconds: 0,
            BuildSeconds: 0);
        return new QuickstartCorpus(
            train.Build(featureCount, labelCount), test.Build(featureCount, labelCount), labels.Labels, featurizer, testTexts, statistics);
    }

    /// <summary>
    /// Whether a type's or member's summaries are held out: follows from its name alone, so that overloads stay together.
    /// </summary>
    public static bool IsHeldOut(DocumentationId name) =>
        XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(KeyOf(name))) % HeldOutShare == 0;

    private static string KeyOf(DocumentationId name) => (name.Kind == ApiMemberKind.Type ? "T:" : "M:") + name.FullName;

    private void Place(ApiMember comment)
    {
        AddTrainingText(comment.Name, words.Intern($"{LabelSpaceBuilder.NameText(comment.Name)} . {comment.Details}"));
        int[] description = words.Intern(comment.Description);
        if (description.Length == 0)
            return;
        if (!IsHeldOut(comment.Name))
            AddTrainingText(comment.Name, description);
        else
            questions.TryAdd(KeyOf(comment.Name), (description, comment));
    }

    /// <summary>Overloads often repeat each other; a text counts once for each member.</summary>
    private void AddTrainingText(DocumentationId name, int[] text)
    {
        ulong hash = HashOf(text);
        if (text.Length == 0 || !trainingPoints.Add((name.FullName, hash)))
            return;
        trainingTextHashes.Add(hash);
        trainingTexts.Add((text, name));
    }

    private static void Add(DatasetBuilder points, SparseVector features, int[] labels)
    {
        if (features.Count > 0)
            points.Add(features.Ids, features.Values, labels);
    }

    private static ulong HashOf(int[] text) => XxHash3.HashToUInt64(MemoryMarshal.AsBytes<int>(text));
}
