using System.Globalization;
using System.Text;

namespace Glissade.Runner.Hashing;

/// <summary>All that was measured, one line a retriever and budget; an empty field is unknown.</summary>
internal static class HashingCsv
{
    public const string FileName = "hashing.csv";

    private const string Header =
        "task,rows,retriever,setting,default,budget,top_recall,label_recall,mean_candidates,share_touched,microseconds,build_seconds,learn_seconds," +
        "bytes\n";

    public static string Write(IReadOnlyList<HashingResult> results)
    {
        StringBuilder text = new(Header);
        foreach (HashingResult result in results)
        {
            foreach (RetrieverResult retriever in result.Retrievers)
            {
                foreach (BudgetResult budget in retriever.Budgets)
                {
                    string[] fields =
                    [
                        result.Task, Number(result.Rows), Quoted(retriever.Family), Quoted(retriever.Setting),
                        retriever.IsDefault ? "1" : "0", budget.Budget is { } most ? Number(most) : "all",
                        Number(budget.TopRecall), Number(budget.LabelRecall), Number(budget.MeanCandidates),
                        Number(retriever.ShareTouched), Number(budget.Microseconds), Number(retriever.BuildSeconds),
                        Number(retriever.LearnSeconds), Number(retriever.Bytes),
                    ];
                    text.AppendJoin(',', fields).Append('\n');
                }
            }
        }
        return text.ToString();
    }

    private static string Quoted(string text) =>
        text.AsSpan().ContainsAny(',', '"') ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;

    private static string Number(double value) => double.IsFinite(value) ? value.ToString("G6", CultureInfo.InvariantCulture) : "";

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
