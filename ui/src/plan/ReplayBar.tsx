// Moves through the history of the plan: a slider, steps from change to change, and playing.
import { Close, PauseFilled, PlayFilledAlt, SkipBackFilled, SkipForwardFilled } from "@carbon/icons-react";
import { useEffect, useRef, useState } from "react";
import { momentText } from "@/i18n/instants";
import { number, t } from "@/i18n/t";
import { countUpTo, stepFrom, type History } from "./replay";

interface Props {
  history: History;
  at: number;
  onMove: (at: number) => void;
  onEnd: () => void;
}

const FRAME = 160;
/** Seconds that the whole story takes. */
const SPEEDS = [10, 30, 60, 120];

export function ReplayBar({ history, at, onMove, onEnd }: Props) {
  const [playing, setPlaying] = useState(false);
  const [speed, setSpeed] = useState(30);
  const slider = useRef<HTMLInputElement>(null);
  const place = useRef(at);
  useEffect(() => {
    place.current = at;
  }, [at]);
  useEffect(() => slider.current?.focus(), []);
  useEffect(() => {
    if (!playing) return;
    const step = ((history.end - history.begin) / (speed * 1000)) * FRAME;
    const timer = setInterval(() => {
      const next = Math.min(history.end, place.current + step);
      place.current = next;
      onMove(next);
      if (next >= history.end) setPlaying(false);
    }, FRAME);
    return () => clearInterval(timer);
  }, [playing, speed, history, onMove]);
  const go = (to: number) => {
    setPlaying(false);
    onMove(to);
  };
  if (history.at.length === 0) {
    return <div className="replay" role="group" aria-label={t("replay.title")}><p>{t("replay.quiet")}</p><End onEnd={onEnd} /></div>;
  }
  return (
    <div className="replay" role="group" aria-label={t("replay.title")}>
      <button type="button" className="tool tool--icon" aria-label={t("replay.back")} title={t("replay.back")} disabled={at <= history.begin}
        onClick={() => go(stepFrom(history, at, -1))}><SkipBackFilled size={16} /></button>
      <button type="button" className="tool tool--icon" aria-label={playing ? t("replay.pause") : t("replay.play")} title={playing ? t("replay.pause") : t("replay.play")}
        onClick={() => {
          if (!playing && at >= history.end) {
            place.current = history.begin;
            onMove(history.begin);
          }
          setPlaying(!playing);
        }}>{playing ? <PauseFilled size={16} /> : <PlayFilledAlt size={16} />}</button>
      <button type="button" className="tool tool--icon" aria-label={t("replay.next")} title={t("replay.next")} disabled={at >= history.end}
        onClick={() => go(stepFrom(history, at, 1))}><SkipForwardFilled size={16} /></button>
      <input ref={slider} type="range" className="replay__slider" aria-label={t("replay.slider")} min={0} max={1000} step={1}
        value={Math.round((1000 * (at - history.begin)) / Math.max(1, history.end - history.begin))}
        aria-valuetext={momentText(at)}
        onChange={(event) => go(history.begin + (Number(event.target.value) / 1000) * (history.end - history.begin))}
        onKeyDown={(event) => {
          // from change to change; with Page keys and Home and End the slider moves as sliders do
          const step = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[event.key] as 1 | -1 | undefined;
          if (event.key === " ") {
            event.preventDefault();
            setPlaying(!playing);
          } else if (step) {
            event.preventDefault();
            go(stepFrom(history, at, step));
          } else if (event.key === "Escape") onEnd();
        }} />
      <output className="replay__at" aria-live="off"><strong>{momentText(at)}</strong> <span className="muted">
        {t("replay.changes", { n: number(countUpTo(history, at)), total: number(history.at.length) })}</span></output>
      <label className="field field--inline"><span className="field__label">{t("replay.speed")}</span>
        <select value={speed} onChange={(event) => setSpeed(Number(event.target.value))}>
          {SPEEDS.map((seconds) => <option key={seconds} value={seconds}>{seconds} s</option>)}
        </select>
      </label>
      <End onEnd={onEnd} />
    </div>
  );
}

function End({ onEnd }: { onEnd: () => void }) {
  return <button type="button" className="tool" onClick={onEnd}><Close size={16} /> {t("replay.end")}</button>;
}
