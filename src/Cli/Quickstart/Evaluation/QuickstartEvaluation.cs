namespace Glissade.Cli.Quickstart;

/// <summary>
/// Asks a model every question of a test set. Ties count against the model: a label that scores like the right one stands before it.
/// </summary>
internal static class QuickstartEvaluation
{
    /// <summary>Measures P@k and, where the labels' kinds are known, how often the right type and member come out on top.</summary>
    public static QuickstartScores Measure(IQuickstartModel model, Dataset test, LabelSpace? labels)
    {
        Tally total = new();
        object gate = new();
        Parallel.For(
            0,
            test.Count,
            () => new Worker(test.LabelCount, labels?.MemberCount ?? 0),
            (point, _, worker) =>
            {
                long start = TimeProvider.System.GetTimestamp();
                if (labels is null)
                    model.PredictTop(test.Features(point), worker.Top, worker.TopScore);
                else
                    model.ScoreAll(test.Features(point), worker.Scores);
                worker.Tally.Seconds += TimeProvider.System.GetElapsedTime(start).TotalSeconds;
                if (labels is not null)
                    worker.RankKinds(test.Labels(point), labels);
                worker.CountPrecision(test.Labels(point));
                return worker;
            },
            worker =>
            {
                lock (gate)
                    total.Add(worker.Tally);
            });
        return total.ToScores(test.Count, labels is not null);
    }

    /// <summary>How many scores are at least <paramref name="score"/>: the rank of the label that has it, ties against it.</summary>
    private static int RankOf(float score, ReadOnlySpan<float> scores)
    {
        int rank = 0;
        foreach (float other in scores)
            rank += other < score ? 0 : 1;
        return rank;
    }

    private sealed class Worker(int labelCount, int memberCount)
    {
        private readonly float[] memberScores = new float[memberCount];

        public float[] Scores { get; } = new float[labelCount];

        public int[] Top { get; } = new int[QuickstartScores.PrecisionDepths[^1]];

        public float[] TopScore { get; } = new float[QuickstartScores.PrecisionDepths[^1]];

        public Tally Tally { get; } = new();

        public void RankKinds(ReadOnlySpan<int> truth, LabelSpace labels)
        {
            TopScores.Select(Scores, Top, TopScore);
            MemberSearch.Rank(labels, Scores, memberScores);
            foreach (int label in truth)
            {
                switch (labels.KindOf(label))
                {
                    case LabelKind.Type:
                        Tally.CountType(RankOf(Scores[label], Scores.AsSpan(0, labels.TypeCount)));
                        break;
                    case LabelKind.Member:
                        Tally.CountMember(RankOf(memberScores[label - labels.FirstMember], memberScores));
                        break;
                    default:
                        break;
                }
            }
        }

        public void CountPrecision(ReadOnlySpan<int> truth)
        {
            int right = 0;
            int depth = 0;
            for (int i = 0; i < Top.Length; i++)
            {
                if (Top[i] >= 0 && truth.BinarySearch(Top[i]) >= 0)
                    right++;
                if (i + 1 == QuickstartScores.PrecisionDepths[depth])
                    Tally.CountPrecision(depth++, (double)right / (i + 1));
            }
        }
    }

    private sealed class Tally
    {
        private readonly double[] precision = new double[QuickstartScores.PrecisionDepths.Length];
        private readonly double[] types = new double[QuickstartScores.TypeDepths.Length];
        private readonly double[] members = new double[QuickstartScores.MemberDepths.Length];
        private int memberQuestions;

        public double Seconds { get; set; }

        public void CountPrecision(int depth, double value) => precision[depth] += value;

        public void CountType(int rank) => CountWithin(rank, QuickstartScores.TypeDepths, types);

        public void CountMember(int rank)
        {
            memberQuestions++;
            CountWithin(rank, QuickstartScores.MemberDepths, members);
        }

        public void Add(Tally other)
        {
            AddTo(precision, other.precision);
            AddTo(types, other.types);
            AddTo(members, other.members);
            memberQuestions += other.memberQuestions;
            Seconds += other.Seconds;
        }

        public QuickstartScores ToScores(int questions, bool kindsKnown) => new(
            Shares(precision, questions), kindsKnown ? Shares(types, questions) : [], kindsKnown ? Shares(members, memberQuestions) : [],
            Seconds * 1000 / Math.Max(questions, 1));

        private static double[] Shares(double[] sums, int questions) => [.. sums.Select(sum => sum / Math.Max(questions, 1))];

        private static void CountWithin(int rank, ReadOnlySpan<int> depths, double[] counts)
        {
            for (int i = 0; i < depths.Length; i++)
                counts[i] += rank <= depths[i] ? 1 : 0;
        }

        private static void AddTo(double[] sums, double[] terms)
        {
            for (int i = 0; i < sums.Length; i++)
                sums[i] += terms[i];
        }
    }
}
