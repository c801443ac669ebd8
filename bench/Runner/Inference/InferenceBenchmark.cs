using System.Diagnostics;
using Glissade.Kernels;
using Glissade.Runner.Hashing;
using Glissade.Runner.Reports;

namespace Glissade.Runner.Inference;

/// <summary>Asks one model in every way, all taking turns round by round.</summary>
internal sealed class InferenceBenchmark(InferencePlan plan, TextWriter messages)
{
    private const int TopK = 5;

    public InferenceTaskResult Run(InferenceTask task, CancellationToken cancellation)
    {
        (Dataset train, Dataset test) = task.Load(plan.DataFolder);
        using ExtremeClassifier model = Train(task, train, cancellation);
        test = FirstPoints(test, plan.Queries);
        List<Measured> measured = [];
        try
        {
            foreach (InferenceMethod method in InferenceMethod.All)
            {
                measured.Add(new Measured(method, model, train, plan.Threads));
                messages.WriteLine($"{task.Name}: {method.Name} {method.Setting} ready");
            }
            foreach (Measured one in measured)
                one.Report = model.Evaluate(test, retrieval: one.Retrieval, threads: plan.Threads, cancellation: cancellation);
            for (int round = 0; round < plan.Rounds; round++)
            {
                messages.WriteLine($"{task.Name}: round {round + 1} of {plan.Rounds}");
                foreach (Measured one in measured)
                {
                    cancellation.ThrowIfCancellationRequested();
                    one.Single.AddRange(AskOneByOne(model, one.Retrieval, test, threads: 1));
                    one.Busy.AddRange(AskOneByOne(model, one.Retrieval, test, plan.Threads));
                    one.Batch.Add(AskAll(model, one.Retrieval, test, threads: 1));
                    one.ParallelBatch.Add(AskAll(model, one.Retrieval, test, plan.Threads));
                }
            }
            IReadOnlyList<InferenceResult> peers = Peers(task, model, train, test);
            return new InferenceTaskResult(
                task.Name, model.LabelCount, model.Recipe.HiddenSizes[^1],
                model.Recipe.Precision == WeightPrecision.Single ? "fp32" : "bf16", test.Count, [.. measured.Select(one => one.ToResult()), .. peers]);
        }
        finally
        {
            measured.ForEach(one => one.Dispose());
        }
    }

    /// <summary>Microseconds of each question, single ones by as many threads at the same time.</summary>
    private static double[] AskOneByOne(ExtremeClassifier model, HashedRetrieval? retrieval, Dataset test, int threads)
    {
        double[] times = new double[test.Count];
        using WorkerTeam team = new(threads);
        team.Run(worker =>
        {
            Prediction[] room = new Prediction[TopK];
            for (int point = worker; point < test.Count; point += threads)
            {
                long start = Stopwatch.GetTimestamp();
                if (retrieval is null)
                    model.Predict(test.Features(point), room);
                else
                    model.Predict(test.Features(point), retrieval, room);
                times[point] = 1e6 * Stopwatch.GetElapsedTime(start).TotalSeconds;
            }
        });
        return times;
    }

    private static double AskAll(ExtremeClassifier model, HashedRetrieval? retrieval, Dataset test, int threads)
    {
        long start = Stopwatch.GetTimestamp();
        model.Predict(test, TopK, threads, retrieval);
        return 1e6 * Stopwatch.GetElapsedTime(start).TotalSeconds / test.Count;
    }

    private static Dataset FirstPoints(Dataset data, int count)
    {
        DatasetBuilder builder = new();
        for (int point = 0; point < Math.Min(count, data.Count); point++)
            builder.Add(data.Features(point).Ids, data.Features(point).Values, data.Labels(point));
        return builder.Build();
    }

    /// <summary>The model kept in the work folder or a new one, which is kept there.</summary>
    private ExtremeClassifier Train(InferenceTask task, Dataset train, CancellationToken cancellation)
    {
        string? path = plan.WorkFolder is null ? null : PeerFiles.Model(plan.WorkFolder, task.Name);
        if (File.Exists(path))
        {
            messages.WriteLine($"{task.Name}: takes the model in {path}");
            return ExtremeClassifier.Load(path);
        }
        messages.WriteLine($"{task.Name}: trains");
        ExtremeClassifier model = ExtremeClassifier.Train(train, InferenceTask.Options, cancellation: cancellation);
        // A model that was stopped half-way would be kept as a whole one.
        cancellation.ThrowIfCancellationRequested();
        if (path is not null)
            model.Save(path);
        return model;
    }

    private IReadOnlyList<InferenceResult> Peers(InferenceTask task, ExtremeClassifier model, Dataset train, Dataset test)
    {
        if (plan.WorkFolder is null)
            return [];
        using WorkerTeam team = new(plan.Threads);
        using TrainedLayer layer = new(model, train, test, test.Count, team);
        PeerFiles.Write(plan.WorkFolder, task.Name, layer);
        return plan.Peers?.On(task.Name, PeerFiles.ChecksumOf(PeerFiles.Model(plan.WorkFolder, task.Name)), test.Count) ?? [];
    }

    /// <summary>A method with its index and its times so far.</summary>
    private sealed class Measured : IDisposable
    {
        private readonly InferenceMethod method;
        private readonly double buildSeconds;

        public Measured(InferenceMethod method, ExtremeClassifier model, Dataset sample, int threads)
        {
            this.method = method;
            if (method.Index is null)
                return;
            long start = Stopwatch.GetTimestamp();
            Retrieval = HashedRetrieval.Build(model, sample, method.Candidates, threads, method.Index);
            buildSeconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        }

        public HashedRetrieval? Retrieval { get; }

        public EvaluationReport? Report { get; set; }

        public List<double> Single { get; } = [];

        public List<double> Busy { get; } = [];

        public List<double> Batch { get; } = [];

        public List<double> ParallelBatch { get; } = [];

        public InferenceResult ToResult() => new(
            method.Name, method.Setting, Report!.PrecisionAt(1), Report.PrecisionAt(TopK), Quantile(Single, 0.5), Quantile(Single, 0.99),
            Quantile(Busy, 0.5), Quantile(Busy, 0.99), Median.Of(Batch), Median.Of(ParallelBatch), buildSeconds,
            Retrieval?.Describe().MemoryBytes ?? 0);

        public void Dispose() => Retrieval?.Dispose();

        private static double Quantile(List<double> values, double share)
        {
            values.Sort();
            return values[(int)(share * (values.Count - 1))];
        }
    }
}
